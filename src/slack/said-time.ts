import { DateTime, Info } from 'luxon';
import type { EpochMs } from '../diagnosis/time.ts';
import { LOCALES } from '../words/locale.ts';

/** A time as people say it: "12:28", "9 June 12:28", "2025-06-09 12:28". null: left out. */
export interface SaidTime {
  readonly year: number | null;
  /** 1 to 12; together with `day`. */
  readonly month: number | null;
  readonly day: number | null;
  readonly hour: number;
  readonly minute: number;
}

const CLOCK = String.raw`(?:at\s+|a\s+las?\s+)?(?<hour>\d{1,2})(?::|h)(?<minute>\d{2})(?::\d{2})?(?:\s*(?<half>[ap])\.?m\b\.?)?(?=$|[\s,;:.–—-])`;
const WEEKDAY = String.raw`(?:\p{L}+[.,]?\s+)?`;
const MONTH = String.raw`(?<name>\p{L}{3,})\.?`;
const YEAR = String.raw`(?:,?\s+(?:del?\s+)?(?<year>\d{4}))?`;

/** In English and Spanish, the day before the month or behind it. */
const PATTERNS = [
  CLOCK,
  String.raw`(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?:T|,?\s+)${CLOCK}`,
  String.raw`${WEEKDAY}(?<day>\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:de\s+|of\s+)?${MONTH}${YEAR},?\s+${CLOCK}`,
  String.raw`${WEEKDAY}${MONTH}\s+(?<day>\d{1,2})(?:st|nd|rd|th)?${YEAR},?\s+${CLOCK}`,
].map((pattern) => new RegExp(`^${pattern}`, 'iu'));

const MONTHS = LOCALES.map((locale) => Info.months('long', { locale }).map((name) => name.toLowerCase()));

/**
 * Reads the time that a text begins with.
 * @returns it, and what stands behind it; null: it begins with none
 */
export function readSaidTime(text: string): { readonly time: SaidTime; readonly rest: string } | null {
  for (const pattern of PATTERNS) {
    const match = pattern.exec(text);
    const time = match?.groups === undefined ? null : timeOf(match.groups);
    if (match !== null && time !== null) {
      return { time, rest: text.slice(match[0].length).replace(/^[\s,;:.–—-]+/u, '') };
    }
  }
  return null;
}

/**
 * The instant that somebody means: where they leave out the year or the day, the newest such time that is not later than `notAfterMs`.
 * @returns null: there is no such time before then, or no such day at all
 */
export function instantOf(said: SaidTime, timeZone: string, notAfterMs: EpochMs): EpochMs | null {
  const { year, month, day, hour, minute } = said;
  const limit = DateTime.fromMillis(notAfterMs, { zone: timeZone });
  const candidates =
    month === null || day === null
      ? [0, 1].map((days) => limit.minus({ days }).set({ hour, minute }))
      : yearsFrom(year, limit.year).map((each) =>
          DateTime.fromObject({ year: each, month, day, hour, minute }, { zone: timeZone }),
        );
  return candidates.flatMap(instantsOf).find((atMs) => atMs <= notAfterMs) ?? null;
}

/** The same time of day on the day of another instant, where no day is said. */
export function instantNear(
  said: SaidTime,
  timeZone: string,
  nearMs: EpochMs,
  nowMs: EpochMs,
): EpochMs | null {
  const { month, hour, minute } = said;
  if (month !== null) return instantOf(said, timeZone, nowMs);
  const at = DateTime.fromMillis(nearMs, { zone: timeZone }).set({ hour, minute });
  const nearest = instantsOf(at).toSorted((a, b) => Math.abs(a - nearMs) - Math.abs(b - nearMs));
  return nearest.find((atMs) => atMs <= nowMs) ?? null;
}

/** When clocks show this minute, the latest first: twice in the night in which they are put back; never, where there is no such day. */
function instantsOf(at: DateTime): readonly EpochMs[] {
  if (!at.isValid) return [];
  return at
    .startOf('minute')
    .getPossibleOffsets()
    .map((each) => each.toMillis())
    .toSorted((a, b) => b - a);
}

/** Enough for 29 February. */
function yearsFrom(year: number | null, newest: number): readonly number[] {
  return year === null ? Array.from({ length: 9 }, (_, ago) => newest - ago) : [year];
}

function timeOf(groups: Readonly<Record<string, string | undefined>>): SaidTime | null {
  const { year, month, name, day, half } = groups;
  const hour = hourOf(Number(groups['hour']), half?.toLowerCase());
  const minute = Number(groups['minute']);
  if (hour === null || minute > 59) return null;
  if (day === undefined) return { year: null, month: null, day: null, hour, minute };
  const monthNumber = name === undefined ? Number(month) : monthNamed(name);
  if (monthNumber === null) return null;
  return {
    year: year === undefined ? null : Number(year),
    month: monthNumber,
    day: Number(day),
    hour,
    minute,
  };
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

function monthNamed(name: string): number | null {
  const found = MONTHS.map((names) => names.findIndex((month) => month.startsWith(name.toLowerCase())));
  const index = found.find((each) => each !== -1);
  return index === undefined ? null : index + 1;
}
