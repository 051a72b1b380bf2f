import type { EpochMs, Window } from '../diagnosis/time.ts';

/** How a mark weighs: proof that it went well, proof that it did not, still open, or neither. Decides the colour. */
export type MarkTone = 'good' | 'bad' | 'open' | 'neutral';

/** What tells meanings apart for whoever sees no colours. */
export type MarkShape =
  | 'disc'
  | 'ring'
  | 'cross'
  | 'crossed-ring'
  | 'triangle'
  | 'dash'
  | 'diamond'
  | 'hollow-diamond'
  | 'arrow'
  | 'square'
  | 'hollow-square';

/** What happened when, in lanes on one time axis. Nothing in it is later than as-of but a run that is planned within minutes. */
export interface Timeline {
  /** Text from outside: escape it. */
  readonly title: string;
  /** IANA name of the schedule's zone; the axis is in it, and says so. */
  readonly timeZone: string;
  /** "Times in America/Los_Angeles" */
  readonly axisTitle: string;
  /** BCP 47, for the axis' dates. */
  readonly locale: string;
  readonly fromMs: EpochMs;
  /** As-of, or a planned run shortly after it. */
  readonly untilMs: EpochMs;
  /** Marked with a line; "as of Thu 24 July 05:31". */
  readonly asOf: { readonly atMs: EpochMs; readonly label: string };
  /** The instants that the axis names, oldest first; where there are none, any that suit. */
  readonly ticks: readonly EpochMs[];
  /** From top to bottom. */
  readonly lanes: readonly TimelineLane[];
  /** What the legend calls the stretches that a lane does not see. */
  readonly unseenMeaning: string;
  /** What stands where a lane sees, and has no mark: "none". */
  readonly absence: string;
  /** The same in words, for whoever cannot see the picture: at most 1,000 characters. Text from outside: escape it. */
  readonly altText: string;
}

export interface TimelineLane {
  readonly label: string;
  /** Oldest first. */
  readonly marks: readonly TimelineMark[];
  /** Why this lane may be incomplete, as "failed" or "seen from 24 June on"; null: an empty lane means none. */
  readonly note: string | null;
  /** The stretches of the axis of which nothing, or not everything, is known; oldest first, and apart. */
  readonly unseen: readonly Window[];
}

export interface TimelineMark {
  readonly atMs: EpochMs;
  readonly tone: MarkTone;
  readonly shape: MarkShape;
  /** "missed", "link" … : the legend is made of these. One meaning has one tone and one shape. */
  readonly meaning: string;
}
