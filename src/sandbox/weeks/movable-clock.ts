import type { EpochMs } from '../../diagnosis/time.ts';
import type { Clock } from '../../sources/source.ts';

/** A clock that runs on by itself, and can be moved. */
export interface MovableClock {
  readonly now: Clock;
  /** Runs on from there. Throws where that is earlier than now: what has happened cannot happen again. */
  moveTo(atMs: EpochMs): void;
}

/** @param machine only its differences count */
export function createMovableClock(startsAtMs: EpochMs, machine: Clock = Date.now): MovableClock {
  let aheadMs = startsAtMs - machine();
  const now = () => machine() + aheadMs;
  return {
    now,
    moveTo(atMs) {
      if (atMs < now()) throw new Error(`the clock is past ${new Date(atMs).toISOString()} already`);
      aheadMs = atMs - machine();
    },
  };
}
