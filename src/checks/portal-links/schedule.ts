import { CronExpressionParser } from 'cron-parser';
import { DateTime } from 'luxon';
import { DAY_MS, MINUTE_MS, type EpochMs } from '../../diagnosis/time.ts';
import type { PortalLinksSettings } from './settings.ts';

/** One planned run of the sending job, and the window in which a link keeps it. */
export interface Slot {
  readonly atMs: EpochMs;
  /** The planned time less the clock skew. */
  readonly opensAtMs: EpochMs;
  /** The planned time plus the tolerance; not in the window itself. */
  readonly closesAtMs: EpochMs;
}

/** A cadence whose slots can be computed. */
export interface Schedule {
  readonly cron: string;
  readonly timeZone: string;
  /** 1: every planned run; 2: every second one, counted from the anchor. */
  readonly every: number;
  /** Local date of one run that counts, `YYYY-MM-DD`; null only where `every` is 1. */
  readonly anchor: string | null;
  readonly clockSkewMs: number;
  readonly toleranceMs: number;
}

/** What the settings say of a cadence's value. */
export type CadenceLookUp =
  | { readonly status: 'known'; readonly schedule: Schedule }
  | { readonly status: 'no-phase' }
  | { readonly status: 'unknown' };

/** Finds the schedule of a cadence's value; says why there is none. */
export function scheduleOf(settings: PortalLinksSettings, cadence: string): CadenceLookUp {
  if (!Object.hasOwn(settings.cadences, cadence)) return { status: 'unknown' };
  const found = settings.cadences[cadence];
  if (found === undefined) return { status: 'unknown' };
  if (found.every > 1 && !found.anchor) return { status: 'no-phase' };
  return {
    status: 'known',
    schedule: {
      cron: found.cron,
      timeZone: found.timeZone ?? settings.timeZone,
      every: found.every,
      anchor: found.anchor ?? null,
      clockSkewMs: settings.slots.clockSkewMinutes * MINUTE_MS,
      toleranceMs: settings.slots.toleranceMinutes * MINUTE_MS,
    },
  };
}

/** How far planned times are searched: nothing is planned more rarely than once in this stretch. */
const LONGEST_SEARCH_MS = 12 * 366 * DAY_MS;

/** The newest `count` slots whose window has opened at an instant, oldest first. Fewer if the schedule has fewer. */
export function slotsOpenedBy(schedule: Schedule, asOfMs: EpochMs, count: number): readonly Slot[] {
  const untilMs = asOfMs + schedule.clockSkewMs;
  for (let lookBackMs = 2 * count * schedule.every * DAY_MS; ; lookBackMs *= 4) {
    const slots = slotsBetween(schedule, untilMs - lookBackMs, untilMs);
    if (slots.length >= count || lookBackMs > LONGEST_SEARCH_MS) return slots.slice(-count);
  }
}

/** The first slot planned after an instant; null where the schedule never comes again. */
export function slotAfter(schedule: Schedule, afterMs: EpochMs): Slot | null {
  for (let lookAheadMs = 2 * schedule.every * DAY_MS; ; lookAheadMs *= 4) {
    const [first] = slotsBetween(schedule, afterMs + 1, afterMs + lookAheadMs);
    if (first !== undefined) return first;
    if (lookAheadMs > LONGEST_SEARCH_MS) return null;
  }
}

/** All slots planned from one instant to another, both included, oldest first. */
export function slotsBetween(schedule: Schedule, fromMs: EpochMs, untilMs: EpochMs): readonly Slot[] {
  // A day more on each side: local times lie up to 14 hours off, and a gap moves a run forward.
  const fromWall = wallTime(fromMs, schedule.timeZone) - DAY_MS;
  const untilWall = wallTime(untilMs, schedule.timeZone) + DAY_MS;
  const walls = everyNth(schedule, fromWall, untilWall);
  const instants = [...new Set(walls.map((wall) => instantOf(wall, schedule.timeZone)))].sort(
    (a, b) => a - b,
  );
  return instants
    .filter((atMs) => atMs >= fromMs && atMs <= untilMs)
    .map((atMs) => ({
      atMs,
      opensAtMs: atMs - schedule.clockSkewMs,
      closesAtMs: atMs + schedule.toleranceMs,
    }));
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

function everyNth(schedule: Schedule, fromWall: WallMs, untilWall: WallMs): WallMs[] {
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
