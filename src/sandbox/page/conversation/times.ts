import type { Locale } from '../../../words/locale.ts';

/**
 * Times of messages, in the zone of whoever reads the page: with the day, where that is not today.
 *
 * @param ts seconds since 1970 with a fraction, as Slack names messages
 * @param nowMs by the sandbox's clock
 */
export function shortTime(ts: string, nowMs: number, locale: Locale): string {
  const isToday = fullDate(epochMs(ts), locale) === fullDate(nowMs, locale);
  return new Intl.DateTimeFormat(locale, {
    ...(isToday ? {} : { day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(epochMs(ts));
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
