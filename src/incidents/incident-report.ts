import type { BodyOf, SubjectRef } from './fact.ts';

/** A piece of a sentence: text, which may hold names from outside (escape it), or a person, drawn as a mention in Slack and as an id elsewhere. */
export type Part = string | { readonly userId: string };
export type Said = readonly Part[];

export interface SaidLine {
  /** Drawn bold; null: none. */
  readonly label: string | null;
  readonly said: Said;
}

/** The root message of an incident in words, without markup. */
export interface RootReport {
  readonly number: number;
  /** "#7 P2 · clinics silently skipped" */
  readonly headline: string;
  /** "acknowledged" */
  readonly status: string;
  /** Began, reported, providers with their verdicts, others, lead, next proof, what it rests on: in reading order, at most 12. */
  readonly lines: readonly SaidLine[];
  /** One line that makes sense on its own. */
  readonly summary: string;
}

/** What one fact says in the thread, without markup. */
export interface FactReport {
  readonly lines: readonly SaidLine[];
  /** One line that makes sense on its own. */
  readonly summary: string;
  /** Also shown in the channel: resolved, reopened. */
  readonly isForChannel: boolean;
  /** Subjects whose evidence and timeline picture stand with it, by their diagnoses. */
  readonly evidenceOf: readonly (SubjectRef & { readonly diagnosisId: string })[];
  /** "Add them": who would come in; null: nobody. */
  readonly addable: BodyOf<'others-seen'> | null;
  /** The bot proposes to resolve: a button for it stands with it. */
  readonly proposesResolution: boolean;
}
