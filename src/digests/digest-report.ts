import type { State } from '../diagnosis/verdict.ts';

/** A digest in words, without markup: Slack, terminal and Markdown draw the same. Text may hold names from outside: escape it. */
export interface DigestReport {
  /** The worst state that anybody is in, for the mark in front of the headline. */
  readonly worst: State;
  /** "Portal links: 7 of 212 missing (3 more than on Mon 21 July), 1 partial, 200 on schedule" */
  readonly headline: string;
  /** In reading order; a label is drawn bold ("New", "Recovered"). With headline and coverage at most 10 lines. */
  readonly lines: readonly DigestLine[];
  /** What had no room among them, and all further findings: for thread and terminal. A message tells how many there are. */
  readonly more: readonly DigestLine[];
  /** "checked 212 of 212 · Sentry ok · Loki failed 14:02–14:10 · as of Thu 24 July 2025 05:31 PDT · rules 1" */
  readonly coverage: string;
  /** One line that makes sense on its own: notification text, and all that a quiet digest says. */
  readonly summary: string;
  readonly isQuiet: boolean;
}

/** An open incident, as digests name it. */
export interface NamedIncident {
  readonly number: number;
  readonly severity: string;
  /** People's own words: escape them. */
  readonly title: string;
  /** Of the digest's check. */
  readonly subjectIds: readonly string[];
  /** How many of those are not well, or not proved to be, by the incident's last check; and how many are. */
  readonly notWell: number;
  readonly well: number;
  /** It was declared resolved all the same, or somebody has broken again since. */
  readonly isResolved: boolean;
  /** A later version has recorded more of it than can be read here. Left out: it is read in full. */
  readonly isReadInPart?: boolean;
}

export interface DigestLine {
  readonly label: string | null;
  readonly text: string;
}

/** One subject in the thread of a digest, or in the terminal's list. */
export interface DigestEntry {
  readonly subjectId: string;
  readonly state: State;
  readonly name: string;
  /** "clinic · b8608be4" */
  readonly details: string;
  /** "missing: the weekly run made no link" */
  readonly statement: string;
  /** "new", "still missing since Mon 2 June", "muted until Mon 4 August 09:00: known" */
  readonly standing: string;
  /** To be drawn beside the standing. */
  readonly mutedByUserId: string | null;
}

/** Some of those whom a digest tells of. */
export interface EntryGroup {
  /** What they are told as in one line; null: each is told for themselves. */
  readonly outage: string | null;
  readonly entries: readonly DigestEntry[];
}
