import { z } from 'zod';
import type { Proof, Standing } from '../checks/following.ts';
import { SOURCE_IDS, type ReadingStatus } from '../diagnosis/reading.ts';
import {
  CLOCK_MARKS,
  POSTMORTEM_SECTIONS,
  SEVERITIES,
  STATUSES,
  type Author,
  type FactBody,
  type Origin,
  type Reporter,
} from '../incidents/fact.ts';
import type { LastCheck } from '../incidents/incident.ts';
import type { RootPost } from '../incidents/memory.ts';
import { keptOutcome } from './fleet-run-rows.ts';

/** The shapes of an incident's JSON columns. */

const keptProof: z.ZodType<Proof> = z.object({
  plannedAtMs: z.number(),
  closesAtMs: z.number().optional(),
  judgedAtMs: z.number(),
});

const keptStanding: z.ZodType<Standing> = z.object({
  outcome: keptOutcome,
  missedRunsAtMs: z.array(z.number()),
  missedAtLeast: z.boolean(),
  keptRunAtMs: z.number().nullable(),
  isPending: z.boolean(),
  nextProof: keptProof.nullable(),
});

const keptSource = z.enum(SOURCE_IDS);
const keptReadingStatus: z.ZodType<ReadingStatus> = z.enum(['ok', 'truncated', 'failed', 'not-configured']);
const subjectRef = { checkId: z.string(), subjectId: z.string() };
const subjectSeen = { ...subjectRef, standing: keptStanding, diagnosisId: z.string().nullable() };

const keptReporter: z.ZodType<Reporter> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), userId: z.string() }),
  z.object({ kind: z.literal('named'), name: z.string() }),
]);

const keptOrigin: z.ZodType<Origin> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('diagnosis'), diagnosisId: z.string() }),
  z.object({ kind: z.literal('digest'), digestId: z.string() }),
  z.object({ kind: z.literal('message'), channelId: z.string(), ts: z.string() }),
  z.object({ kind: z.literal('command') }),
]);

export const keptAuthor: z.ZodType<Author> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), userId: z.string() }),
  z.object({ kind: z.literal('bot') }),
]);

export const keptFactBody: z.ZodType<FactBody> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('opened'),
    title: z.string(),
    severity: z.enum(SEVERITIES),
    summary: z.string(),
    reportedAtMs: z.number(),
    reportedBy: keptReporter.nullable(),
    detectedAtMs: z.number().nullable(),
    origin: keptOrigin,
  }),
  z.object({
    kind: z.literal('subject-added'),
    why: z.enum(['opening', 'by-hand', 'same-verdict']),
    ...subjectSeen,
  }),
  z.object({ kind: z.literal('subject-removed'), name: z.string(), ...subjectRef }),
  z.object({
    kind: z.literal('verdict-changed'),
    before: keptStanding,
    isRecovery: z.boolean(),
    ...subjectSeen,
  }),
  z.object({ kind: z.literal('source-failed'), source: keptSource, status: keptReadingStatus }),
  z.object({ kind: z.literal('source-back'), source: keptSource, failedAtMs: z.number() }),
  z.object({
    kind: z.literal('others-seen'),
    checkId: z.string(),
    code: z.string(),
    others: z.array(
      z.object({
        subjectId: z.string(),
        name: z.string(),
        sinceMs: z.number().nullable(),
        isAtLeast: z.boolean().optional(),
      }),
    ),
    ofSubjects: z.number().nullable(),
  }),
  z.object({ kind: z.literal('lead-taken') }),
  z.object({
    kind: z.literal('status-changed'),
    to: z.enum(STATUSES).exclude(['reported']),
    notWell: z.array(z.object(subjectRef)),
  }),
  z.object({ kind: z.literal('reopened') }),
  z.object({ kind: z.literal('severity-changed'), to: z.enum(SEVERITIES) }),
  z.object({ kind: z.literal('resolution-proposed'), runAtMs: z.number().nullable() }),
  z.object({ kind: z.literal('note'), text: z.string() }),
  z.object({ kind: z.literal('event'), text: z.string(), mark: z.enum(CLOCK_MARKS).nullable() }),
  z.object({
    kind: z.literal('corrected'),
    seqOfWrong: z.number(),
    text: z.string().nullable(),
    rightAtMs: z.number().nullable(),
    mark: z.enum(CLOCK_MARKS).nullable().exactOptional(),
  }),
  z.object({ kind: z.literal('withdrawn'), seqOfWrong: z.number() }),
  z.object({ kind: z.literal('nudged') }),
  z.object({ kind: z.literal('postmortem-written'), section: z.enum(POSTMORTEM_SECTIONS), text: z.string() }),
  z.object({ kind: z.literal('channel-closed'), reason: z.string() }),
  z.object({ kind: z.literal('channel-back') }),
  z.object({ kind: z.literal('root-lost') }),
]);

export const keptLastCheck: z.ZodType<LastCheck> = z.object({
  atMs: z.number(),
  seen: z.array(z.object(subjectSeen)),
  remembered: z.array(z.object(subjectSeen)).exactOptional(),
  sources: z.array(z.object({ source: keptSource, status: keptReadingStatus })),
});

export const keptRoot: z.ZodType<RootPost> = z.object({
  ts: z.string(),
  threadTs: z.string(),
  threadUrl: z.string().nullable(),
  count: z.number(),
  drawn: z.string(),
  isRepeat: z.boolean(),
});
