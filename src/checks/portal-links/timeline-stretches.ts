import type { EpochMs, Window } from '../../diagnosis/time.ts';

/** Cuts windows to an axis, and joins those that touch; oldest first. */
export function joined(windows: readonly Window[], axis: Window): readonly Window[] {
  const clipped = windows
    .map(({ fromMs, untilMs }) => ({
      fromMs: Math.max(fromMs, axis.fromMs),
      untilMs: Math.min(untilMs, axis.untilMs),
    }))
    .filter(({ fromMs, untilMs }) => fromMs < untilMs)
    .sort((a, b) => a.fromMs - b.fromMs);
  return clipped.reduce<Window[]>((done, window) => {
    const last = done.at(-1);
    if (last === undefined || window.fromMs > last.untilMs) return [...done, window];
    return [...done.slice(0, -1), { ...last, untilMs: Math.max(last.untilMs, window.untilMs) }];
  }, []);
}

/** What of an axis no window holds, oldest first. */
export function besides(windows: readonly Window[], axis: Window): readonly Window[] {
  const held = joined(windows, axis);
  const ends: readonly EpochMs[] = [axis.fromMs, ...held.map(({ untilMs }) => untilMs)];
  const gaps = ends.map((fromMs, index) => ({ fromMs, untilMs: held[index]?.fromMs ?? axis.untilMs }));
  return joined(gaps, axis);
}
