import { z } from 'zod';
import { askedCheck, type AskedCheck } from '../checks/asked.ts';
import type { CheckOptions } from './command-text.ts';
import type { Thread } from './thread.ts';

/** How a subject was asked for. */
export interface HowAsked extends CheckOptions {
  /** The words by which it was found; null: it was named by its id. */
  readonly words: string | null;
}

/** By its id, as of now, and to be seen as it is usual. */
export const ASKED_PLAINLY: HowAsked = { words: null, asOfMs: null, windowMs: null, visibility: null };

/** Which subject a button checks, and how: what stands in its value. */
export interface Target extends HowAsked {
  readonly checkId: string;
  readonly subjectId: string;
}

/** Slack takes 2,000 characters; a search has fewer. */
const MAX_WORDS = 200;

const howAsked = {
  words: z.string().nullable(),
  asOfMs: z.number().nullable(),
  windowMs: z.number().nullable(),
  visibility: z.enum(['private', 'public']).nullable(),
};

const target: z.ZodType<Target> = z.object({ checkId: z.string(), subjectId: z.string(), ...howAsked });

export function writeTarget(value: Target): string {
  return JSON.stringify(shortened(value));
}

/** Throws a ZodError or SyntaxError for a value that is none of ours. */
export function readTarget(text: string): Target {
  return target.parse(JSON.parse(text));
}

/** What stands in the value of "Check again" beneath a check that was interrupted. */
export function writeAskedCheck({ checkId, subjectIds, asOfMs, windowMs }: AskedCheck): string {
  return JSON.stringify({ checkId, subjectIds, asOfMs, windowMs });
}

/** Throws a ZodError or SyntaxError for a value that is none of ours. */
export function readAskedCheck(text: string): AskedCheck {
  return askedCheck.parse(JSON.parse(text));
}

/** A kept diagnosis and how its subject was asked for: what stands in the value of "Show" and "Not this one". */
export interface FoundDiagnosis extends HowAsked {
  readonly diagnosisId: string;
}

const foundDiagnosis: z.ZodType<FoundDiagnosis> = z.object({ diagnosisId: z.string(), ...howAsked });

export function writeFoundDiagnosis({
  diagnosisId,
  words,
  asOfMs,
  windowMs,
  visibility,
}: FoundDiagnosis): string {
  return JSON.stringify(shortened({ diagnosisId, words, asOfMs, windowMs, visibility }));
}

/** Throws a ZodError or SyntaxError for a value that is none of ours. */
export function readFoundDiagnosis(text: string): FoundDiagnosis {
  return foundDiagnosis.parse(JSON.parse(text));
}

/** The kept diagnoses of one message: what stands in the value of "Share here". No id holds a space. */
export function writeDiagnosisIds(diagnosisIds: readonly string[]): string {
  return diagnosisIds.join(' ');
}

export function readDiagnosisIds(text: string): readonly string[] {
  return text.split(' ');
}

/** What a modal carries along until it is submitted: its diagnosis, and where it was opened from. */
export interface ModalOrigin {
  readonly diagnosisId: string;
  readonly channelId: string | null;
  readonly thread: Thread | null;
}

const modalOrigin: z.ZodType<ModalOrigin> = z.object({
  diagnosisId: z.string(),
  channelId: z.string().nullable(),
  thread: z.object({ ts: z.string(), isActive: z.boolean() }).nullable(),
});

export function writeModalOrigin(origin: ModalOrigin): string {
  return JSON.stringify(origin);
}

/** Throws a ZodError or SyntaxError for metadata that is none of ours. */
export function readModalOrigin(text: string): ModalOrigin {
  return modalOrigin.parse(JSON.parse(text));
}

function shortened<Value extends HowAsked>(value: Value): Value {
  return { ...value, words: value.words?.slice(0, MAX_WORDS) ?? null };
}
