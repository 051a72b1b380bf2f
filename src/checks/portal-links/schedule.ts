import { MINUTE_MS, type EpochMs } from '../../diagnosis/time.ts';
import { plannedAfter, plannedBetween, plannedUntil, type CronSchedule } from '../../schedules/cron.ts';
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
export interface Schedule extends CronSchedule {
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

/** The newest `count` slots whose window has opened at an instant, oldest first. Fewer if the schedule has fewer. */
export function slotsOpenedBy(schedule: Schedule, asOfMs: EpochMs, count: number): readonly Slot[] {
  return plannedUntil(schedule, asOfMs + schedule.clockSkewMs, count).map((atMs) => slotAt(schedule, atMs));
}

/** The first slot planned after an instant; null where the schedule never comes again. */
export function slotAfter(schedule: Schedule, afterMs: EpochMs): Slot | null {
  const atMs = plannedAfter(schedule, afterMs);
  return atMs === null ? null : slotAt(schedule, atMs);
}

/** All slots planned from one instant to another, both included, oldest first. */
export function slotsBetween(schedule: Schedule, fromMs: EpochMs, untilMs: EpochMs): readonly Slot[] {
  return plannedBetween(schedule, fromMs, untilMs).map((atMs) => slotAt(schedule, atMs));
}

function slotAt({ clockSkewMs, toleranceMs }: Schedule, atMs: EpochMs): Slot {
  return { atMs, opensAtMs: atMs - clockSkewMs, closesAtMs: atMs + toleranceMs };
}
