import type { Standing } from '../checks/following.ts';
import type { ReadingStatus, SourceId } from '../diagnosis/reading.ts';
import type { EpochMs } from '../diagnosis/time.ts';

export const SEVERITIES = ['P1', 'P2', 'P3', 'P4'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** In the order in which an incident passes through them. */
export const STATUSES = ['reported', 'acknowledged', 'mitigated', 'resolved', 'closed'] as const;
export type Status = (typeof STATUSES)[number];

/** The moments that the clocks run between. */
export const CLOCK_MARKS = [
  'began',
  'reported',
  'detected',
  'first-reaction',
  'engaged',
  'mitigated',
  'fixed',
] as const;
export type ClockMark = (typeof CLOCK_MARKS)[number];

/** The parts of a postmortem that people write, or write anew. */
export const POSTMORTEM_SECTIONS = [
  'summary',
  'learnings',
  'impact',
  'monitoring',
  'whys',
  'prevented',
  'detected-earlier',
  'mitigated-sooner',
] as const;
export type PostmortemSection = (typeof POSTMORTEM_SECTIONS)[number];

export type Author = { readonly kind: 'person'; readonly userId: string } | { readonly kind: 'bot' };

/** Of which check a subject is, and which one. */
export interface SubjectRef {
  readonly checkId: string;
  readonly subjectId: string;
}

/** How a subject stands, and the diagnosis that says so. */
export interface SubjectSeen extends SubjectRef {
  readonly standing: Standing;
  /** null: a fleet's run says so, and no diagnosis was kept. */
  readonly diagnosisId: string | null;
}

/**
 * Something that happened in an incident. Facts are stored when they happen, in the order in which they were told, and never changed:
 * whoever was wrong is corrected by a further fact.
 */
export interface Fact {
  /** 1, 2, 3 … within its incident. */
  readonly seq: number;
  /** When it happened. */
  readonly atMs: EpochMs;
  /** When the bot was told, or saw it. */
  readonly recordedAtMs: EpochMs;
  readonly by: Author;
  readonly body: FactBody;
}

/** A fact before it is stored. */
export type NewFact = Omit<Fact, 'seq' | 'recordedAtMs'>;

export type FactBody =
  | {
      readonly kind: 'opened';
      readonly title: string;
      readonly severity: Severity;
      readonly summary: string;
      readonly reportedAtMs: EpochMs;
      /** A Slack user, or a word for whoever it was ("help desk"); null: not told. */
      readonly reportedBy: Reporter | null;
      /** When the bot had first seen one of its subjects not well; null: not before the opening. */
      readonly detectedAtMs: EpochMs | null;
      readonly origin: Origin;
      /** Never stored: a later version has told more of it than this one can read. */
      readonly isReadInPart?: true;
    }
  | ({
      readonly kind: 'subject-added';
      readonly why: 'opening' | 'by-hand' | 'same-verdict';
      /** When the bot had first seen it not well; left out: not before it came in, or it was kept before this was. */
      readonly detectedAtMs?: EpochMs;
    } & SubjectSeen)
  | ({ readonly kind: 'subject-removed'; readonly name: string } & SubjectRef)
  | ({
      readonly kind: 'verdict-changed';
      readonly before: Standing;
      readonly isRecovery: boolean;
    } & SubjectSeen)
  | { readonly kind: 'source-failed'; readonly source: SourceId; readonly status: ReadingStatus }
  | { readonly kind: 'source-back'; readonly source: SourceId; readonly failedAtMs: EpochMs }
  /** The blast radius: others with the verdict of a subject of the incident. Recorded at the opening, and where it has changed since. */
  | {
      readonly kind: 'others-seen';
      readonly checkId: string;
      readonly code: string;
      /** Who else has it, without the incident's own; empty: nobody any more. */
      readonly others: readonly {
        readonly subjectId: string;
        readonly name: string;
        /** Since when it is not well; null: nobody knows. */
        readonly sinceMs: EpochMs | null;
        /** It may have been earlier; left out: it was not. */
        readonly isAtLeast?: boolean | undefined;
      }[];
      /** Who has it and was taken out by hand: no others, and yet not nobody. Left out: no such. */
      readonly takenOut?: readonly { readonly subjectId: string; readonly name: string }[];
      /** How many were looked at; null: the run was not complete, there may be more. */
      readonly ofSubjects: number | null;
    }
  /** "I'm on it": whoever says so leads, and an incident that was only reported is acknowledged by it. */
  | { readonly kind: 'lead-taken' }
  | {
      readonly kind: 'status-changed';
      readonly to: Exclude<Status, 'reported'>;
      /** Who was not well by the last check when it was declared resolved. */
      readonly notWell: readonly SubjectRef[];
    }
  | { readonly kind: 'reopened' }
  | { readonly kind: 'severity-changed'; readonly to: Severity }
  /** All subjects that are expected to be are well since a planned run: the bot proposes to resolve. */
  | { readonly kind: 'resolution-proposed'; readonly runAtMs: EpochMs | null }
  /** It is declared resolved, and these have missed another planned run, at which they would have been proved well. */
  | { readonly kind: 'still-not-well'; readonly runAtMs: EpochMs; readonly notWell: readonly SubjectRef[] }
  | { readonly kind: 'note'; readonly text: string }
  /** Something that people tell of: it happened at the fact's `atMs`. */
  | { readonly kind: 'event'; readonly text: string; readonly mark: ClockMark | null }
  /** Another fact (a note, an event) is wrong: what it should say, and when it was; null: as it stands. */
  | {
      readonly kind: 'corrected';
      readonly seqOfWrong: number;
      readonly text: string | null;
      readonly rightAtMs: EpochMs | null;
      /** Which clock the event moves by what it says now; null: none; left out: as it stands. */
      readonly mark?: ClockMark | null;
    }
  | { readonly kind: 'withdrawn'; readonly seqOfWrong: number }
  /** Nothing has moved for seven days. */
  | { readonly kind: 'nudged' }
  | { readonly kind: 'postmortem-written'; readonly section: PostmortemSection; readonly text: string }
  /** Slack does not let the bot post in the channel, or others read along there: its code, as `is_archived` or `channel-shared`. */
  | { readonly kind: 'channel-closed'; readonly reason: string }
  | { readonly kind: 'channel-back' }
  /** The root message is posted anew, and linked with the thread. @see why left out: somebody has deleted the one before */
  | { readonly kind: 'root-lost'; readonly why?: 'not-editable' }
  /** Never stored: what a later version has recorded, and this one cannot read. */
  | { readonly kind: 'unreadable' };

export type FactKind = FactBody['kind'];
export type BodyOf<Kind extends FactKind> = Extract<FactBody, { readonly kind: Kind }>;

export type Reporter =
  { readonly kind: 'user'; readonly userId: string } | { readonly kind: 'named'; readonly name: string };

/** Where an incident was opened from. */
export type Origin =
  | { readonly kind: 'diagnosis'; readonly diagnosisId: string }
  | { readonly kind: 'digest'; readonly digestId: string }
  | { readonly kind: 'message'; readonly channelId: string; readonly ts: string }
  | { readonly kind: 'command' };
