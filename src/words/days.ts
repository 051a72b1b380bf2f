import { DateTime } from 'luxon';
import type { EpochMs } from '../diagnosis/time.ts';

/** The calendar days of a zone. */
export interface Days {
  /** The first instant of the day that an instant lies in. */
  startOf(atMs: EpochMs): EpochMs;
  /** The first instant of the day after that. */
  startOfNext(atMs: EpochMs): EpochMs;
}

export function daysIn(timeZone: string): Days {
  const startOf = (atMs: EpochMs) => DateTime.fromMillis(atMs, { zone: timeZone }).startOf('day');
  return {
    startOf: (atMs) => startOf(atMs).toMillis(),
    startOfNext: (atMs) => startOf(atMs).plus({ days: 1 }).toMillis(),
  };
}
