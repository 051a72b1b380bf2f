import type { Locale } from '../../../words/locale.ts';

/**
 * Times of messages, in the zone of whoever reads the page.
 *
 * @param ts seconds since 1970 with a fraction, as Slack names messages
 */
export function timeOfDay(ts: string, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    epochMs(ts),
  );
}

/** With the day, the seconds and the zone's name. */
export function fullTime(ts: string, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'full', hourCycle: 'h23' }).format(
    epochMs(ts),
  );
}

/** @param atMs since 1970 */
export function fullDate(atMs: number, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(atMs);
}

/** For `<time datetime>`. */
export function machineTime(ts: string): string {
  return new Date(epochMs(ts)).toISOString();
}

function epochMs(ts: string): number {
  return Math.floor(Number(ts) * 1_000);
}
