import type { Canary, FleetFinding, Outcome, Since } from '../checks/fleet.ts';
import type { ReadingSummary } from '../diagnosis/reading.ts';
import type { EpochMs } from '../diagnosis/time.ts';

/** One reading of all subjects of a check: kept, and compared with the next one. */
export interface FleetRun {
  readonly id: string;
  readonly checkId: string;
  readonly asOfMs: EpochMs;
  readonly madeAtMs: EpochMs;
  readonly rulesVersion: number;
  /** Of the check that judged it (`Fleet.settingsKey`); null: it was not noted then. */
  readonly settingsKey: string | null;
  readonly coverage: Coverage;
  readonly canaries: readonly Canary[];
  readonly findings: readonly FleetFinding[];
  /** One for each subject that was read, in the order of their ids. */
  readonly outcomes: readonly Outcome[];
  readonly requestId: string;
}

/** What a run rests on. */
export interface Coverage {
  /** How many subjects are watched, as far as is known: those that were read, and those of pages that could not be. */
  readonly subjects: number;
  readonly subjectsRead: number;
  /** One for each source that the check asks, also where it is not configured: for the database the worst of all its pages. */
  readonly readings: readonly ReadingSummary[];
  /**
   * All subjects were read, every needed source was `ok`, Sentry and Loki showed a sign of life, and no copy of the rows was behind. Only
   * complete runs are compared, and only they can tell of a recovery.
   */
  readonly isComplete: boolean;
}

/** Whether a run without this sign of life is incomplete. That no link was made is what a run is there to tell. */
export function isVital({ sign }: Canary): boolean {
  return sign !== 'link';
}

/** Somebody who was not well at one reading, and is not well at a later one. */
export interface GoingOn {
  readonly before: Outcome;
  /** The as-of of that reading. */
  readonly beforeAtMs: EpochMs;
  readonly now: Outcome;
  /** As `Fleet.hasRecovered`. */
  readonly hasRecovered: (before: Outcome, after: Outcome) => boolean;
}

/**
 * Since when they have not been well. A check sees so many planned runs and no more: what an earlier reading saw goes on, unless the later one knows
 * better. It does where it tells exactly when it began, and where all was well after the earlier one, before what it sees begins.
 */
export function sinceGoingOn({ before, beforeAtMs, now, hasRecovered }: GoingOn): Since | null {
  const [then, own] = [before.since, now.since];
  if (then === null) return own;
  if (own === null) return hasRecovered(before, now) ? null : then;
  if (own.atMs === then.atMs) return { atMs: own.atMs, isAtLeast: own.isAtLeast && then.isAtLeast };
  if (own.atMs < then.atMs || !own.isAtLeast) return own;
  // Both see the time of the earlier reading, or nobody saw what lies between.
  return own.atMs > beforeAtMs && hasRecovered(before, now) ? own : then;
}

/** Figures of a run, for the bench and the log. */
export interface RunFigures {
  readonly pages: number;
  readonly elapsedMs: number;
}
