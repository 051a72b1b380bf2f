/** An instant: milliseconds since 1970-01-01T00:00:00Z. Zones matter only where a schedule is planned or words are made. */
export type EpochMs = number;

/** A stretch of time from `fromMs` (included) to `untilMs` (not included). */
export interface Window {
  readonly fromMs: EpochMs;
  readonly untilMs: EpochMs;
}

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Says whether an instant lies in a window. */
export function isWithin(atMs: EpochMs, window: Window): boolean {
  return atMs >= window.fromMs && atMs < window.untilMs;
}

/** "2025-07-24T12:31:00.000Z" */
export function isoOf(atMs: EpochMs): string {
  return new Date(atMs).toISOString();
}

/** Says whether the tz database knows a zone. */
export function isTimeZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
