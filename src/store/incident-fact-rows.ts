import { z } from 'zod';
import type { Proof, Standing } from '../checks/following.ts';
import { SOURCE_IDS, type ReadingStatus } from '../diagnosis/reading.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import {
  CLOCK_MARKS,
  POSTMORTEM_SECTIONS,
  SEVERITIES,
  STATUSES,
  type Author,
  type Fact,
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

const keptAuthor: z.ZodType<Author> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), userId: z.string() }),
  z.object({ kind: z.literal('bot') }),
]);

const keptFactBody: z.ZodType<FactBody> = z.discriminatedUnion('kind', [
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
    detectedAtMs: z.number().exactOptional(),
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
    takenOut: z.array(z.object({ subjectId: z.string(), name: z.string() })).exactOptional(),
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
  z.object({
    kind: z.literal('still-not-well'),
    runAtMs: z.number(),
    notWell: z.array(z.object(subjectRef)),
  }),
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
  z.object({ kind: z.literal('root-lost'), why: z.literal('not-editable').exactOptional() }),
]);

/** Of an opening that a later version has told: what this one knows of it. A severity that it does not know is taken for the worst. */
const keptOpeningInPart = (atMs: EpochMs) =>
  z.object({
    title: z.string().catch(''),
    severity: z.enum(SEVERITIES).catch('P1'),
    summary: z.string().catch(''),
    reportedAtMs: z.number().catch(atMs),
    reportedBy: keptReporter.nullable().catch(null),
    detectedAtMs: z.number().nullable().catch(null),
    origin: keptOrigin.catch({ kind: 'command' }),
  });

type KeptFact = Pick<Fact, 'by' | 'body'>;

const keptFact: z.ZodType<KeptFact> = z.object({ by: keptAuthor, body: keptFactBody });
const BOT: Author = { kind: 'bot' };

/** A fact as it is stored. */
interface FactColumns {
  readonly seq: number;
  readonly at: Date;
  readonly by: unknown;
  readonly body: unknown;
}

/**
 * Who told a fact, and what it says. One that this version cannot read keeps nobody from the rest: it is known to be there, and of an opening as
 * much as can be read.
 * @param onUnreadable told why it cannot be read
 */
export function readFact(
  { seq, at, by, body }: FactColumns,
  onUnreadable: (cause: z.ZodError) => void,
): KeptFact {
  const read = keptFact.safeParse({ by, body });
  if (read.success) return read.data;
  onUnreadable(read.error);
  if (seq > 1) return { by: BOT, body: { kind: 'unreadable' } };
  const opened = keptOpeningInPart(at.getTime()).parse(body);
  return { by: keptAuthor.catch(BOT).parse(by), body: { kind: 'opened', ...opened, isReadInPart: true } };
}

const keptLastCheck: z.ZodType<LastCheck> = z.object({
  atMs: z.number(),
  seen: z.array(z.object(subjectSeen)),
  remembered: z.array(z.object(subjectSeen)).exactOptional(),
  sources: z.array(z.object({ source: keptSource, status: keptReadingStatus })),
});

/** What the last check saw. Of one that this version cannot read it is known when it was. */
export function readLastCheck(
  { lastCheck, atMs }: { readonly lastCheck: unknown; readonly atMs: EpochMs },
  onUnreadable: (cause: z.ZodError) => void,
): LastCheck {
  const read = keptLastCheck.safeParse(lastCheck);
  if (read.success) return read.data;
  onUnreadable(read.error);
  return { atMs, seen: [], sources: [] };
}

export const keptRoot: z.ZodType<RootPost> = z.object({
  ts: z.string(),
  threadTs: z.string(),
  threadUrl: z.string().nullable(),
  count: z.number(),
  drawn: z.string(),
  isRepeat: z.boolean(),
});
