import { CronExpressionParser } from 'cron-parser';
import { DateTime } from 'luxon';
import { DAY_MS, type EpochMs } from '../diagnosis/time.ts';

/** A cron expression of five fields, evaluated on the wall clock of a zone. */
export interface CronSchedule {
  readonly cron: string;
  readonly timeZone: string;
  /** 1: every planned run; 2: every second one, counted from the anchor. */
  readonly every: number;
  /** Local date of one run that counts, `YYYY-MM-DD`; null only where `every` is 1. */
  readonly anchor: string | null;
}

/** What is wrong with a cron expression; `reason` is cron-parser's own text. */
export type CronProblem =
  | { readonly code: 'not-five-fields'; readonly fields: number }
  | { readonly code: 'unreadable'; readonly reason: string }
  /** It is readable, and yet no day ever fits: 30 February. */
  | { readonly code: 'never' };

/** How far planned times are searched: nothing is planned more rarely than once in this stretch. */
const LONGEST_SEARCH_MS = 12 * 366 * DAY_MS;

/** What cron-parser says of a day that its only month does not have: the one thing that is wrong with no field by itself. */
const NO_SUCH_DAY = 'Invalid explicit day of month definition';

/** What is wrong with an expression; null: nothing. cron-parser itself takes an empty text and four fields. */
export function cronProblemOf(expression: string): CronProblem | null {
  const fields = expression.trim() === '' ? 0 : expression.trim().split(/\s+/u).length;
  if (fields !== 5) return { code: 'not-five-fields', fields };
  // To cron-parser, H is any number, another one each time.
  if (/(?:^|[\s,])H/iu.test(expression)) return { code: 'unreadable', reason: 'H' };
  try {
    const parsed = CronExpressionParser.parse(expression, { tz: 'UTC', currentDate: new Date(0) });
    return parsed.hasNext() ? null : { code: 'never' };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return reason === NO_SUCH_DAY ? { code: 'never' } : { code: 'unreadable', reason };
  }
}

/** Whether some hour has more than one run. @param expression one that can be read */
export function isMoreThanHourly(expression: string): boolean {
  return CronExpressionParser.parse(expression).fields.minute.values.length > 1;
}

/** The least and the greatest number of each field, in their order. */
export const CRON_FIELDS: readonly { readonly least: number; readonly most: number }[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12 },
  { least: 0, most: 7 },
];

/** The first field of an expression that cannot be read, counted from 0; null: each can be read by itself. */
export function unreadableFieldOf(expression: string): number | null {
  const index = expression
    .trim()
    .split(/\s+/u)
    .findIndex((field, at) => {
      const alone = CRON_FIELDS.map((_, other) => (other === at ? field : '*')).join(' ');
      return cronProblemOf(alone)?.code === 'unreadable';
    });
  return index === -1 ? null : index;
}

/** The first run planned after an instant; null where the schedule never comes again. */
export function plannedAfter(schedule: CronSchedule, afterMs: EpochMs): EpochMs | null {
  for (let lookAheadMs = 2 * schedule.every * DAY_MS; ; lookAheadMs *= 4) {
    const [first] = plannedBetween(schedule, afterMs + 1, afterMs + lookAheadMs);
    if (first !== undefined) return first;
    if (lookAheadMs > LONGEST_SEARCH_MS) return null;
  }
}

/** The newest `count` runs planned up to an instant, oldest first. Fewer if the schedule has fewer. */
export function plannedUntil(schedule: CronSchedule, untilMs: EpochMs, count: number): readonly EpochMs[] {
  for (let lookBackMs = 2 * count * schedule.every * DAY_MS; ; lookBackMs *= 4) {
    const planned = plannedBetween(schedule, untilMs - lookBackMs, untilMs);
    if (planned.length >= count || lookBackMs > LONGEST_SEARCH_MS) return planned.slice(-count);
  }
}

/** All runs planned from one instant to another, both included, oldest first. One for each planned run, across any change of clocks. */
export function plannedBetween(
  schedule: CronSchedule,
  fromMs: EpochMs,
  untilMs: EpochMs,
): readonly EpochMs[] {
  // A day more on each side: local times lie up to 14 hours off, and a gap moves a run forward.
  const fromWall = wallTime(fromMs, schedule.timeZone) - DAY_MS;
  const untilWall = wallTime(untilMs, schedule.timeZone) + DAY_MS;
  const walls = everyNth(schedule, fromWall, untilWall);
  return [...new Set(walls.map((wall) => instantOf(wall, schedule.timeZone)))]
    .sort((a, b) => a - b)
    .filter((atMs) => atMs >= fromMs && atMs <= untilMs);
}

/**
 * A wall clock's time as if it were UTC. Cron is evaluated on wall time, where no day is short and none is long:
 * evaluated in a zone, cron-parser 5 loses the run in a spring gap and doubles the one in autumn.
 */
type WallMs = number;

function wallTime(atMs: EpochMs, timeZone: string): WallMs {
  return DateTime.fromMillis(atMs, { zone: timeZone }).setZone('utc', { keepLocalTime: true }).toMillis();
}

/** A time in a gap moves forward by the gap; a time that comes twice is its first coming. */
function instantOf(wallMs: WallMs, timeZone: string): EpochMs {
  const local = DateTime.fromMillis(wallMs, { zone: 'utc' }).setZone(timeZone, { keepLocalTime: true });
  return Math.min(...local.getPossibleOffsets().map((possible) => possible.toMillis()));
}

function everyNth(schedule: CronSchedule, fromWall: WallMs, untilWall: WallMs): WallMs[] {
  if (schedule.every === 1) return plannedWalls(schedule.cron, fromWall, untilWall);
  const anchorWall = DateTime.fromISO(schedule.anchor ?? '', { zone: 'utc' }).toMillis();
  const walls = plannedWalls(
    schedule.cron,
    Math.min(fromWall, anchorWall),
    Math.max(untilWall, anchorWall + 366 * DAY_MS),
  );
  const anchorIndex = walls.findIndex((wall) => wall >= anchorWall);
  return walls.filter(
    (wall, index) => wall >= fromWall && wall <= untilWall && (index - anchorIndex) % schedule.every === 0,
  );
}

/** By `next()` only: `prev()` of cron-parser skips a run at the very instant that it starts from. */
function plannedWalls(cron: string, fromWall: WallMs, untilWall: WallMs): WallMs[] {
  const expression = CronExpressionParser.parse(cron, { tz: 'UTC', currentDate: new Date(fromWall - 1) });
  const walls: WallMs[] = [];
  while (expression.hasNext()) {
    const wall = expression.next().getTime();
    if (wall > untilWall) break;
    walls.push(wall);
  }
  return walls;
}
