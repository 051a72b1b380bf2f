import { DateTime, IANAZone } from 'luxon';
import { DAY_MS, MINUTE_MS, type EpochMs } from '../diagnosis/time.ts';

/** Writes instants in one zone and one language, as people read them at an incident. Pure. */
export interface Dates {
  /** "Mon 21 July"; with the year where it is not that of as-of. */
  day(atMs: EpochMs): string;
  /** "2 June"; with the year where it is not that of as-of. */
  shortDay(atMs: EpochMs): string;
  /** "11:31" */
  time(atMs: EpochMs): string;
  /** "Mon 21 July 11:31" */
  dayTime(atMs: EpochMs): string;
  /** "Thu 24 July 2025 04:25:18" */
  exact(atMs: EpochMs): string;
  /** "Thu 24 July 2025 05:31 PDT" */
  asOf(atMs: EpochMs): string;
  /** "24 July 2025" */
  date(atMs: EpochMs): string;
  /** "Thu 24 July 05:31 PDT"; with the year where it is not that of as-of. */
  zoned(atMs: EpochMs): string;
  /** "16 days", "3 hours", "31 min": one unit, rounded. */
  span(fromMs: EpochMs, untilMs: EpochMs): string;
}

/** How a language writes dates: what luxon does not know of it. */
export interface DateWords {
  /** luxon's patterns. The year is put behind a day. */
  readonly patterns: { readonly day: string; readonly shortDay: string; readonly year: string };
  readonly days: (count: number) => string;
  readonly hours: (count: number) => string;
  readonly minutes: (count: number) => string;
}

/** @param locale a BCP 47 tag, as `en-GB` */
export function createDates(
  locale: string,
  timeZone: string,
  asOfMs: EpochMs,
  { patterns, ...spans }: DateWords,
): Dates {
  const at = (atMs: EpochMs) => DateTime.fromMillis(atMs, { zone: timeZone, locale });
  const asOfYear = at(asOfMs).year;
  const withYear = (atMs: EpochMs, pattern: string, time = '') => {
    const then = at(atMs);
    return then.toFormat(`${pattern}${then.year === asOfYear ? '' : patterns.year}${time}`);
  };
  const zone = zoneNames(timeZone);
  const dayTime = (atMs: EpochMs) => withYear(atMs, patterns.day, ' HH:mm');
  return {
    day: (atMs) => withYear(atMs, patterns.day),
    shortDay: (atMs) => withYear(atMs, patterns.shortDay),
    time: (atMs) => at(atMs).toFormat('HH:mm'),
    dayTime,
    exact: (atMs) => at(atMs).toFormat(`${patterns.day}${patterns.year} HH:mm:ss`),
    asOf: (atMs) => `${at(atMs).toFormat(`${patterns.day}${patterns.year} HH:mm`)} ${zone(atMs)}`,
    date: (atMs) => at(atMs).toFormat(`${patterns.shortDay}${patterns.year}`),
    zoned: (atMs) => `${dayTime(atMs)} ${zone(atMs)}`,
    span: (fromMs, untilMs) => {
      const elapsedMs = Math.max(0, untilMs - fromMs);
      const minutes = Math.round(elapsedMs / MINUTE_MS);
      if (minutes < 120) return spans.minutes(minutes);
      const hours = Math.round(minutes / 60);
      return hours < 48 ? spans.hours(hours) : spans.days(Math.round(elapsedMs / DAY_MS));
    },
  };
}

/** "PDT": it stands only in the American locale data for American zones; elsewhere it is the offset. */
function zoneNames(timeZone: string): (atMs: EpochMs) => string {
  // Made once, and not before it is needed: luxon makes one for each instant, which of a long timeline takes seconds.
  let format: Intl.DateTimeFormat | null | undefined;
  return (atMs) => {
    if (format === undefined) {
      const isKnown = IANAZone.isValidZone(timeZone);
      format = isKnown ? new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' }) : null;
    }
    return format?.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  };
}
