import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Confidence, State } from '../diagnosis/verdict.ts';
import type { FleetWords, OutcomeWords } from './fleet.ts';
import type { ListedSubject, Observation } from './subjects.ts';
import type { Timeline } from './timeline.ts';

/** Words for one diagnosis, without markup: Slack, terminal and Markdown draw the same report. Times stand in the schedule's zone. */
export interface Report {
  readonly state: State;
  readonly headline: {
    /** The subject's name, or its id where it has none. Text from outside: escape it. */
    readonly subject: string;
    readonly kind: string | null;
    readonly shortId: string;
    /** "missing: the weekly run made no link" */
    readonly statement: string;
  };
  /** The body in reading order; a label is drawn bold ("Certain", "Likely", "Next"). Text may hold names from outside: escape it. */
  readonly lines: readonly { readonly label: string | null; readonly text: string }[];
  /** Pages where a person sees the same: Sentry, Grafana. */
  readonly links: readonly ReportLink[];
  /** For when it is, in the schedule's zone with its name: "Thu 24 July 2025 05:31 PDT". */
  readonly asOf: string;
  /** One line that makes sense on its own: notification text, list rows. */
  readonly summary: string;
  readonly confidence: Confidence;
}

export interface ReportLink {
  readonly label: string;
  readonly url: string;
}

/** What stands behind "Evidence": each finding with the query, the link and the figures it rests on. */
export interface Evidence {
  readonly title: string;
  readonly sections: readonly {
    readonly heading: string;
    readonly lines: readonly string[];
    /** The query in the source's own language, drawn as code. */
    readonly query: string | null;
    readonly link: ReportLink | null;
  }[];
}

/** What people call the subjects of a check, as "provider", "providers". */
export interface Noun {
  readonly one: string;
  readonly many: string;
}

/** A value that the bot has seen a source hold, and when it saw it first. */
export interface SeenValue extends Observation {
  readonly seenAtMs: EpochMs;
}

/** The words of one check in one language. Pure. */
export interface CheckWords<Facts> {
  readonly noun: Noun;
  /** What tells a subject apart in a list, without its name: "clinic · b8608be4 · 57 active care plans". */
  listed(subject: ListedSubject): string;
  /** For engineers. */
  report(diagnosis: Diagnosis<Facts>): Report;
  /** For the help desk: plain words, what to say to whom it concerns and what not, and no links. */
  deskReport(diagnosis: Diagnosis<Facts>): Report;
  evidence(diagnosis: Diagnosis<Facts>): Evidence;
  /** What has changed between two diagnoses of one subject, the older first: "was silently-skipped, now on-schedule since Mon 28 July". */
  change(before: Diagnosis<Facts>, after: Diagnosis<Facts>): string;
  /**
   * What happened when; null where the check has no such picture.
   * @param seen oldest first
   */
  timeline(diagnosis: Diagnosis<Facts>, seen: readonly SeenValue[]): Timeline | null;
  /** What digests say; null where the check has no fleet. */
  readonly fleet: FleetWords | null;
  /** What incidents say of its subjects; null where it has no `following`. */
  readonly following: OutcomeWords | null;
}
