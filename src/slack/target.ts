import { z } from 'zod';
import type { CheckOptions } from './command-text.ts';

/** Which subject a button checks, and how: what stands in its value. */
export interface Target extends CheckOptions {
  readonly checkId: string;
  readonly subjectId: string;
  /** The words by which it was found; null: it was named by its id. */
  readonly words: string | null;
}

/** Slack takes 2,000 characters; a search has fewer. */
const MAX_WORDS = 200;

const target: z.ZodType<Target> = z.object({
  checkId: z.string(),
  subjectId: z.string(),
  words: z.string().nullable(),
  asOfMs: z.number().nullable(),
  windowMs: z.number().nullable(),
  visibility: z.enum(['private', 'public']).nullable(),
});

export function writeTarget(value: Target): string {
  return JSON.stringify({ ...value, words: value.words?.slice(0, MAX_WORDS) ?? null });
}

/** Throws a ZodError or SyntaxError for a value that is none of ours. */
export function readTarget(text: string): Target {
  return target.parse(JSON.parse(text));
}

/** A kept diagnosis and how it was found: what stands in the value of "Not this one". */
export interface FoundDiagnosis {
  readonly diagnosisId: string;
  readonly words: string | null;
}

const foundDiagnosis: z.ZodType<FoundDiagnosis> = z.object({
  diagnosisId: z.string(),
  words: z.string().nullable(),
});

export function writeFoundDiagnosis({ diagnosisId, words }: FoundDiagnosis): string {
  return JSON.stringify({ diagnosisId, words: words?.slice(0, MAX_WORDS) ?? null });
}

/** Throws a ZodError or SyntaxError for a value that is none of ours. */
export function readFoundDiagnosis(text: string): FoundDiagnosis {
  return foundDiagnosis.parse(JSON.parse(text));
}

/** What a modal carries along until it is submitted: its diagnosis, and where it was opened from. */
export interface ModalOrigin {
  readonly diagnosisId: string;
  readonly channelId: string | null;
  readonly threadTs: string | null;
}

const modalOrigin: z.ZodType<ModalOrigin> = z.object({
  diagnosisId: z.string(),
  channelId: z.string().nullable(),
  threadTs: z.string().nullable(),
});

export function writeModalOrigin(origin: ModalOrigin): string {
  return JSON.stringify(origin);
}

/** Throws a ZodError or SyntaxError for metadata that is none of ours. */
export function readModalOrigin(text: string): ModalOrigin {
  return modalOrigin.parse(JSON.parse(text));
}
