import { z } from 'zod';
import type { Origin, SubjectRef } from '../incidents/fact.ts';
import type { Thread } from './thread.ts';

/* What stands in the values of the buttons of incidents, and what their forms carry along. Where it is an incident alone, it is its id. */

/** What an incident is opened from: stands in the value of "Open incident". */
export type OpenFrom =
  | { readonly kind: 'diagnoses'; readonly ids: readonly string[] }
  | { readonly kind: 'digest'; readonly id: string };

const openFrom: z.ZodType<OpenFrom> = z.union([
  z.object({ kind: z.literal('diagnoses'), ids: z.array(z.string()).min(1) }),
  z.object({ kind: z.literal('digest'), id: z.string() }),
]);

export function writeOpenFrom(from: OpenFrom): string {
  return JSON.stringify(from);
}

/** Throws a ZodError or SyntaxError for a value that is none of ours. */
export function readOpenFrom(text: string): OpenFrom {
  return openFrom.parse(JSON.parse(text));
}

/** Whom "Add them" adds: those whom the fact `others-seen` of this number tells of. */
export interface OthersTarget {
  readonly incidentId: string;
  readonly seq: number;
}

const othersTarget: z.ZodType<OthersTarget> = z.object({
  incidentId: z.string(),
  seq: z.int().positive(),
});

export function writeOthersTarget({ incidentId, seq }: OthersTarget): string {
  return JSON.stringify({ incidentId, seq });
}

/** Throws a ZodError or SyntaxError for a value that is none of ours. */
export function readOthersTarget(text: string): OthersTarget {
  return othersTarget.parse(JSON.parse(text));
}

/** A subject as an option of the type-ahead. No id holds a space. */
export function writeSubjectRef({ checkId, subjectId }: SubjectRef): string {
  return `${checkId} ${subjectId}`;
}

/** null: it is none of ours. */
export function readSubjectRef(text: string): SubjectRef | null {
  const [checkId = '', subjectId = '', ...others] = text.split(' ');
  return checkId === '' || subjectId === '' || others.length > 0 ? null : { checkId, subjectId };
}

/** What the form that opens an incident carries along. */
export interface OpeningOrigin {
  readonly origin: Origin;
  /** Whose names the type-ahead offers. */
  readonly checkId: string;
  readonly channelId: string | null;
  readonly thread: Thread | null;
  /** The open incidents that it offers. */
  readonly offeredIds: readonly string[];
}

const thread = z.object({ ts: z.string(), isActive: z.boolean() }).nullable();

const origin: z.ZodType<Origin> = z.union([
  z.object({ kind: z.literal('diagnosis'), diagnosisId: z.string() }),
  z.object({ kind: z.literal('digest'), digestId: z.string() }),
  z.object({ kind: z.literal('message'), channelId: z.string(), ts: z.string() }),
  z.object({ kind: z.literal('command') }),
]);

const openingOrigin: z.ZodType<OpeningOrigin> = z.object({
  origin,
  checkId: z.string(),
  channelId: z.string().nullable(),
  thread,
  // A form may have been drawn before the bot was renewed.
  offeredIds: z.array(z.string()).default([]),
});

export function writeOpeningOrigin(carried: OpeningOrigin): string {
  return JSON.stringify(carried);
}

/** Throws a ZodError or SyntaxError for metadata that is none of ours. */
export function readOpeningOrigin(text: string): OpeningOrigin {
  return openingOrigin.parse(JSON.parse(text));
}

/** What the other forms of an incident carry along: which one, and where their button was. */
export interface IncidentOrigin {
  readonly incidentId: string;
  readonly channelId: string | null;
  readonly thread: Thread | null;
}

const incidentOrigin: z.ZodType<IncidentOrigin> = z.object({
  incidentId: z.string(),
  channelId: z.string().nullable(),
  thread,
});

export function writeIncidentOrigin({ incidentId, channelId, thread: stands }: IncidentOrigin): string {
  return JSON.stringify({ incidentId, channelId, thread: stands });
}

/** Throws a ZodError or SyntaxError for metadata that is none of ours. */
export function readIncidentOrigin(text: string): IncidentOrigin {
  return incidentOrigin.parse(JSON.parse(text));
}
