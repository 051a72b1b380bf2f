import { MINUTE_MS } from '../diagnosis/time.ts';

/** The same is said once in this time. */
const SILENCE_MS = MINUTE_MS;

/**
 * Says the same thing at most once a minute: what is tried every second fails every second while a database is away.
 * @param elapsedMs only waiting is measured by it
 */
export function sparing<Fields>(
  say: (fields: Fields) => void,
  elapsedMs: () => number = () => performance.now(),
): (about: string, fields: Fields) => void {
  const saidAt = new Map<string, number>();
  return (about, fields) => {
    const nowMs = elapsedMs();
    for (const [each, atMs] of saidAt) if (nowMs - atMs >= SILENCE_MS) saidAt.delete(each);
    if (saidAt.has(about)) return;
    saidAt.set(about, nowMs);
    say(fields);
  };
}
