import { SECOND_MS, type EpochMs } from '../../diagnosis/time.ts';

/** The whole second that an instant lies in. Sentry knows times of events no finer. */
export function wholeSecond(atMs: EpochMs): EpochMs {
  return Math.floor(atMs / SECOND_MS) * SECOND_MS;
}

/** An instant as Sentry's `start` and `end` take it: UTC, whole seconds, no zone. */
export function utcSeconds(atMs: EpochMs): string {
  return new Date(wholeSecond(atMs)).toISOString().slice(0, 19);
}
