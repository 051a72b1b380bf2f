import type { Standing } from '../checks/following.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Clocks, Moment } from './clocks.ts';
import type { Author, ClockMark, FactBody, PostmortemSection, Severity, SubjectRef } from './fact.ts';
import type { IncidentIdentity } from './incident.ts';

/** One line of an incident's timeline: a fact as it is to be read, with what has been corrected in it. */
export interface TimelineEntry {
  /** Of the fact: people name it by this number when they correct it. */
  readonly seq: number;
  readonly atMs: EpochMs;
  readonly by: Author;
  /** The text of a note or event is the corrected one. */
  readonly body: FactBody;
  readonly mark: ClockMark | null;
  /** Who corrected it and when, oldest first. */
  readonly corrections: readonly {
    readonly by: Author;
    readonly recordedAtMs: EpochMs;
    readonly wasText: string | null;
    readonly wasAtMs: EpochMs;
  }[];
  /** Who withdrew it, and when; left out: it stands. */
  readonly withdrawn?: { readonly by: Author; readonly recordedAtMs: EpochMs };
}

/** What a postmortem is made of, in codes and figures. Words are made at the rim. */
export interface Postmortem {
  readonly incident: IncidentIdentity & {
    readonly title: string;
    readonly severity: Severity;
    readonly summary: string;
  };
  readonly asOfMs: EpochMs;
  readonly clocks: Clocks;
  readonly impact: {
    /** All that were ever in it. */
    readonly subjects: readonly (SubjectRef & {
      /** How it stood when it came in: its name stands there. */
      readonly standing: Standing;
      /** Up to its recovery, or to now. */
      readonly missedRunsAtMs: readonly EpochMs[];
      readonly missedAtLeast: boolean;
      readonly end: ImpactEnd;
      /** When it was taken out: it does not count in the sums, unless nobody is left. null: it was not. */
      readonly removedAtMs: EpochMs | null;
    })[];
    /** How many of them count in the sums. */
    readonly counted: number;
    readonly missedRuns: number;
    readonly missedAtLeast: boolean;
  };
  readonly timeline: readonly TimelineEntry[];
  /** What the check said of each subject when it first saw it not well: where the five whys start. In the postmortem's language. */
  readonly evidence: readonly SubjectEvidence[];
  /** The first planned run that any of its subjects missed, by the rows; null: none is known. */
  readonly firstMissed: Moment | null;
  /**
   * From the first missed planned run to the report, in days of the incident's zone: what a digest would have shown. null: nothing was missed,
   * or it was reported before.
   */
  readonly undetected: { readonly days: number; readonly isAtLeast: boolean } | null;
  /** How it was found: by somebody's report, by a digest, by a check. */
  readonly foundBy: 'report' | 'digest' | 'check';
  readonly written: Readonly<
    Partial<Record<PostmortemSection, { readonly text: string; readonly by: Author; readonly atMs: EpochMs }>>
  >;
}

/** How it stands by now: well (again, if it was not), not expected to be any more, not proved to be, or not. */
export type ImpactEnd = 'well' | 'well-again' | 'not-expected' | 'not-proved' | 'not-well';

export interface SubjectEvidence extends SubjectRef {
  /** How it stood then. Its name is text from outside: escape it. */
  readonly standing: Standing;
  /** "missing: the weekly run made no link" */
  readonly statement: string;
  /** What is certain, and what is likely: the report's labelled lines. */
  readonly lines: readonly { readonly label: string; readonly text: string }[];
}
