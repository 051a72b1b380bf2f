import type { State } from '../diagnosis/verdict.ts';
import type { Said } from '../words/said.ts';
import type { SubjectRef } from './fact.ts';

export interface SaidLine {
  /** Drawn bold; null: none. */
  readonly label: string | null;
  readonly said: Said;
  /** How those stand whom it is about, for the mark in front of it; left out: none. */
  readonly state?: State;
}

/** The root message of an incident in words, without markup. */
export interface RootReport {
  readonly number: number;
  /** "#7 P2 · clinics silently skipped" */
  readonly headline: string;
  /** "acknowledged" */
  readonly status: string;
  /** It was declared resolved, and somebody is not well, or not any more. */
  readonly isAtOdds: boolean;
  /** Began, reported, providers with their verdicts, others, lead, next proof, what it rests on: in reading order, at most 12. */
  readonly lines: readonly SaidLine[];
  /** One line that makes sense on its own. */
  readonly summary: string;
}

/** What one fact says in the thread, without markup. */
export interface FactReport {
  readonly lines: readonly SaidLine[];
  /** What a person has written at length, with its line breaks, under a label; it stands behind `lines`, to be told from what the bot says. null: nothing. */
  readonly quoted: { readonly label: string; readonly text: string } | null;
  /** One line that makes sense on its own. */
  readonly summary: Said;
  /** Also shown in the channel: resolved, reopened. */
  readonly isForChannel: boolean;
  /** Subjects whose evidence stands with it, by their diagnoses, each with the line that tells of it. Those lines stand behind `lines`. */
  readonly evidenceOf: readonly (SubjectRef & { readonly diagnosisId: string; readonly line: SaidLine })[];
  /** Behind the evidence: those who have none, and how many follow. With those who have it at most seven. */
  readonly furtherLines: readonly SaidLine[];
  /** Whose timeline pictures stand with it. */
  readonly picturesOf: readonly (SubjectRef & { readonly diagnosisId: string })[];
  /** "Add them": those of which fact would come in, each with the line that tells of them. Those lines stand behind `lines`. */
  readonly addable: readonly { readonly seq: number; readonly line: SaidLine }[];
  /** The bot proposes to resolve: a button for it stands with it. */
  readonly proposesResolution: boolean;
  /** It is resolved, and somebody is not well: a button to reopen it stands with it. */
  readonly offersReopening: boolean;
}

/** One line of an incident's timeline in words. */
export interface TimelineLine {
  /** Of the fact: people name it by this number when they correct it. */
  readonly seq: number;
  /** "Mon 9 June 12:28 PDT" */
  readonly at: string;
  readonly said: Said;
  /** By whom it was withdrawn, and when; null: it stands. */
  readonly withdrawn: Said | null;
}
