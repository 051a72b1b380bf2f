import { DateTime } from 'luxon';
import type { EpochMs } from '../diagnosis/time.ts';

/** The calendar days of a zone. */
export interface Days {
  /** The first instant of the day that an instant lies in. */
  startOf(atMs: EpochMs): EpochMs;
  /** The first instant of the day after that. */
  startOfNext(atMs: EpochMs): EpochMs;
  /** How many whole days lie between two instants by the wall clock, whether the clocks were changed meanwhile; at least 0. */
  between(fromMs: EpochMs, untilMs: EpochMs): number;
}

export function daysIn(timeZone: string): Days {
  const at = (atMs: EpochMs) => DateTime.fromMillis(atMs, { zone: timeZone });
  const startOf = (atMs: EpochMs) => at(atMs).startOf('day');
  return {
    startOf: (atMs) => startOf(atMs).toMillis(),
    startOfNext: (atMs) => startOf(atMs).plus({ days: 1 }).toMillis(),
    between: (fromMs, untilMs) => Math.max(0, Math.floor(at(untilMs).diff(at(fromMs), 'days').days)),
  };
}
