import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Confidence, State } from '../diagnosis/verdict.ts';

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

/** The words of one check in one language. Pure. */
export interface CheckWords<Facts> {
  report(diagnosis: Diagnosis<Facts>): Report;
  evidence(diagnosis: Diagnosis<Facts>): Evidence;
}
