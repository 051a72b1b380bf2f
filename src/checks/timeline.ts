import type { EpochMs } from '../diagnosis/time.ts';

/** How a mark is drawn: proof that it went well, proof that it did not, still open, or neither. */
export type MarkTone = 'good' | 'bad' | 'open' | 'neutral';

/** What happened when, in lanes on one time axis. Words only: how it is drawn is decided elsewhere. */
export interface Timeline {
  readonly title: string;
  /** IANA name of the schedule's zone; the axis is in it, and says so. */
  readonly timeZone: string;
  /** "Times in America/Los_Angeles" */
  readonly axisTitle: string;
  /** BCP 47, for the axis' dates. */
  readonly locale: string;
  readonly fromMs: EpochMs;
  readonly untilMs: EpochMs;
  /** From top to bottom. */
  readonly lanes: readonly TimelineLane[];
  /** The same in words, for whoever cannot see the picture: at most 1,000 characters. */
  readonly altText: string;
}

export interface TimelineLane {
  readonly label: string;
  readonly marks: readonly TimelineMark[];
  /** Why this lane may be incomplete, as "Loki failed" or "Loki reaches back to 24 June"; null: an empty lane means none. */
  readonly note: string | null;
  /** The stretch that the source sees; outside it nothing is known. null: all of the axis. */
  readonly reach: { readonly fromMs: EpochMs; readonly untilMs: EpochMs } | null;
}

export interface TimelineMark {
  readonly atMs: EpochMs;
  readonly tone: MarkTone;
  /** "missed", "link" … : the legend is made of these. */
  readonly meaning: string;
}
