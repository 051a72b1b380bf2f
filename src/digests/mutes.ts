import type { Outcome } from '../checks/fleet.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Changes } from './changes.ts';
import type { Changed, Mute, MutedOutcome } from './digest.ts';
import { compareWorstFirst } from './outcomes.ts';

/** Of subjects that were muted at an instant, and whose time is up at another one. */
export function unmutedBetween(mutes: readonly Mute[], thenMs: EpochMs, nowMs: EpochMs): ReadonlySet<string> {
  const over = mutes.filter(({ atMs, untilMs }) => atMs <= thenMs && untilMs > thenMs && untilMs <= nowMs);
  return new Set(over.map(({ subjectId }) => subjectId));
}

/** Takes whoever is muted at an instant out of all lists. */
export function leaveOutMuted(
  changes: Changes,
  mutes: readonly Mute[],
  nowMs: EpochMs,
): { readonly changes: Changes; readonly muted: readonly MutedOutcome[] } {
  const newestLast = mutes
    .filter(({ untilMs }) => untilMs > nowMs)
    .sort((a, b) => a.atMs - b.atMs || a.untilMs - b.untilMs);
  const active = new Map(newestLast.map((mute) => [mute.subjectId, mute]));
  const muted: MutedOutcome[] = [];

  function isTold(outcome: Outcome): boolean {
    const mute = active.get(outcome.subjectId);
    if (mute !== undefined) muted.push({ outcome, mute });
    return mute === undefined;
  }
  const told = (outcomes: readonly Outcome[]) => outcomes.filter(isTold);
  const toldOf = (changed: readonly Changed[]) =>
    changed.filter(({ before, after }) => isTold(after ?? before));

  const left: Changes = {
    fresh: told(changes.fresh),
    worse: toldOf(changes.worse),
    still: told(changes.still),
    unmuted: told(changes.unmuted),
    recovered: toldOf(changes.recovered),
    dropped: toldOf(changes.dropped),
    unclear: toldOf(changes.unclear),
    outages: changes.outages
      .map((outage) => ({ ...outage, outcomes: told(outage.outcomes) }))
      .filter(({ outcomes }) => outcomes.length > 0),
    endedOutages: changes.endedOutages.map((outage) => ({ ...outage, recovered: toldOf(outage.recovered) })),
  };
  return { changes: left, muted: muted.sort((a, b) => compareWorstFirst(a.outcome, b.outcome)) };
}
