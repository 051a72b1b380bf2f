import type { Fleet } from '../checks/fleet.ts';
import { HOUR_MS, type EpochMs } from '../diagnosis/time.ts';
import { MOST_MISSED_NOTED, type DigestSchedule } from '../digests/subscription.ts';
import { plannedAfter, plannedBetween, type CronSchedule } from '../schedules/cron.ts';

/** A planned digest that did not begin within this time does not take place any more. */
const CATCH_UP_MS = HOUR_MS;

/** What is known of a check's planned runs. */
export type Reviews = Pick<Fleet, 'nextReviewAfterMs'>;

/** The first instant after another one at which a digest is due; null: never again. */
export function nextDueAfterMs(schedule: DigestSchedule, reviews: Reviews, afterMs: EpochMs): EpochMs | null {
  return schedule.kind === 'after-slot'
    ? reviews.nextReviewAfterMs(afterMs)
    : plannedAfter(cronOf(schedule), afterMs);
}

/** What to do about a subscription that is due. */
export interface Plan {
  /** The digest to make now; null: none. */
  readonly runDueAtMs: EpochMs | null;
  /** Those that were missed, oldest first. */
  readonly missedDueAtMs: readonly EpochMs[];
  readonly nextDueAtMs: EpochMs | null;
}

/**
 * Catches up once: of all digests that were due, the newest one takes place, unless it is an hour old already.
 * @param dueAtMs the one that stands in the subscription: counts whatever the schedule says by now
 */
export function planOf(schedule: DigestSchedule, reviews: Reviews, dueAtMs: EpochMs, nowMs: EpochMs): Plan {
  const due = [dueAtMs, ...dueBetween(schedule, reviews, dueAtMs, nowMs)];
  const newest = due.at(-1) ?? dueAtMs;
  const isRun = !isTooLate(newest, nowMs);
  return {
    runDueAtMs: isRun ? newest : null,
    missedDueAtMs: isRun ? due.slice(0, -1) : due,
    nextDueAtMs: nextDueAfterMs(schedule, reviews, nowMs),
  };
}

/** Whether a digest takes place no more. */
export function isTooLate(dueAtMs: EpochMs, nowMs: EpochMs): boolean {
  return nowMs - dueAtMs >= CATCH_UP_MS;
}

/** The newest ones after an instant and up to another one, oldest first. */
function dueBetween(
  schedule: DigestSchedule,
  reviews: Reviews,
  afterMs: EpochMs,
  untilMs: EpochMs,
): readonly EpochMs[] {
  if (schedule.kind === 'cron') return newestPlanned(cronOf(schedule), afterMs, untilMs);
  const due: EpochMs[] = [];
  for (
    let next = reviews.nextReviewAfterMs(afterMs);
    next !== null && next <= untilMs;
    next = reviews.nextReviewAfterMs(next)
  )
    due.push(next);
  return due.slice(-MOST_MISSED_NOTED);
}

/** Looks back no further than it has to: a schedule that fires each minute has half a million runs a year. */
function newestPlanned(schedule: CronSchedule, afterMs: EpochMs, untilMs: EpochMs): readonly EpochMs[] {
  for (let lookBackMs = CATCH_UP_MS; ; lookBackMs *= 4) {
    const fromMs = Math.max(afterMs + 1, untilMs - lookBackMs);
    const planned = plannedBetween(schedule, fromMs, untilMs);
    if (planned.length >= MOST_MISSED_NOTED || fromMs === afterMs + 1)
      return planned.slice(-MOST_MISSED_NOTED);
  }
}

function cronOf({ cron, timeZone }: Extract<DigestSchedule, { kind: 'cron' }>): CronSchedule {
  return { cron, timeZone, every: 1, anchor: null };
}
