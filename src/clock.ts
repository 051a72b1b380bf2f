import type { Clock } from './sources/source.ts';

/**
 * The bot's clock.
 * @param startsAtMs rehearsal only: where it starts and from where it runs on; null: the machine's own time
 */
export function createClock(startsAtMs: number | null): Clock {
  if (startsAtMs === null) return Date.now;
  const aheadMs = startsAtMs - Date.now();
  return () => Date.now() + aheadMs;
}
