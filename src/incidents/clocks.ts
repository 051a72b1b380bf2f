import type { Standing } from '../checks/following.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { SubjectRef } from './fact.ts';

/** One of the moments of an incident. */
export interface Moment {
  readonly atMs: EpochMs;
  /** The data reaches no further back: it was at this time at the latest ("by …"). */
  readonly isAtLatest: boolean;
  /** What it is known by: the database's rows, a check of the bot, somebody's word, or the report itself. */
  readonly by: 'rows' | 'check' | 'person' | 'report';
  readonly userId: string | null;
}

/** When it was fixed. */
export interface Fixed extends Moment {
  /** Somebody's word alone: the check had not seen all of them well. null: it is confirmed, by a check, or by a person whom none contradicts. */
  readonly unconfirmed: Unconfirmed | null;
}

/** Who was not proved well when somebody said that it was fixed, of how many. */
export interface Unconfirmed {
  readonly notWell: readonly (SubjectRef & { readonly standing: Standing })[];
  readonly of: number;
}

/** A time that a clock has run, and the two moments between which it has. */
export interface Span {
  readonly from: Moment;
  readonly to: Moment;
  /** Whole minutes, as their times are told: 10:44 to 12:28 is 1:44, whatever the seconds. */
  readonly elapsedMs: number;
}

/** How the team counts: from the report, and beside it from the beginning. null: one of its moments is not known (yet). */
export interface Clock {
  readonly fromReport: Span | null;
  readonly fromBeginning: Span | null;
}

export interface Clocks {
  readonly began: Moment | null;
  readonly reported: Moment;
  readonly detected: Moment | null;
  readonly firstReaction: Moment | null;
  readonly engaged: Moment | null;
  readonly mitigated: Moment | null;
  readonly fixed: Fixed | null;
  /** To the first reaction. */
  readonly timeToDetect: Clock;
  /** To the engagement of whoever was on it first. */
  readonly timeToEngage: Clock;
  /** To the fix. */
  readonly timeToFix: Clock;
}
