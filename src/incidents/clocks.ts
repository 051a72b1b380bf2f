import type { EpochMs } from '../diagnosis/time.ts';

/** One of the moments of an incident. */
export interface Moment {
  readonly atMs: EpochMs;
  /** The data reaches no further back: it was at this time at the latest ("by …"). */
  readonly isAtLatest: boolean;
  /** What it is known by: the database's rows, a check of the bot, somebody's word, or the report itself. */
  readonly by: 'rows' | 'check' | 'person' | 'report';
  readonly userId: string | null;
}

/** A time that a clock has run, and the two moments between which it has. */
export interface Span {
  readonly from: Moment;
  readonly to: Moment;
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
  readonly fixed: Moment | null;
  /** To the first reaction. */
  readonly timeToDetect: Clock;
  /** To the engagement of whoever was on it first. */
  readonly timeToEngage: Clock;
  /** To the confirmed fix. */
  readonly timeToFix: Clock;
}
