import { z } from 'zod';
import type { Outcome } from '../checks/fleet.ts';
import type { CommonFactor, Digest } from '../digests/digest.ts';
import type { MadeDigest } from '../digests/digests.ts';
import { standingsOf, STANDINGS, type Stood } from '../digests/standings.ts';
import type { DigestEntry, DigestLine } from '../digests/digest-report.ts';
import { SOURCE_IDS } from '../diagnosis/reading.ts';
import { isoOf } from '../diagnosis/time.ts';
import { STATES } from '../diagnosis/verdict.ts';
import { instant, readingOutput, readingOutputSchema } from './reading-output.ts';
import type { ToldDigest } from './told-digest.ts';

const counts = z.record(z.enum(STATES), z.int());
const verdict = z.object({
  code: z.string(),
  state: z.enum(STATES),
  confidence: z.enum(['confirmed', 'likely', 'none']),
});
const lines = z.array(z.string());
const subjectIds = z.array(z.string());

const subject = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string().nullable(),
  standing: z.enum(STANDINGS).describe('The list that it stands in; the same as in the CSV.'),
  now: verdict.nullable().describe('null: it was not read, or is not there any more.'),
  before: verdict
    .nullable()
    .describe('How it was at the last complete digest, where the standing tells of a change.'),
  since: z
    .object({ at: instant, isAtLeast: z.boolean().describe('The data reach no further back.') })
    .nullable()
    .describe('The first planned run that it missed; null: it is well, or nobody knows.'),
  traits: z.record(z.string(), z.string().nullable()).describe('Instants are in ISO 8601.'),
  mute: z.object({ until: instant, by: z.string(), why: z.string(), at: instant }).nullable(),
  text: z.object({ details: z.string(), statement: z.string(), standing: z.string() }),
});

/** What `portal-check digest --format json` prints. `docs/digest-output.schema.json` is generated from this. */
export const digestOutputSchema = z.object({
  schemaVersion: z.literal(1),
  id: z.uuid(),
  checkId: z.string(),
  runId: z.uuid(),
  asOf: instant,
  rulesVersion: z.int(),
  filter: z.record(z.string(), z.array(z.string())).describe('Whom it is about; empty: everybody.'),
  worst: z
    .enum(STATES)
    .describe('The worst state that anybody is in, as the exit code; of an incomplete run at best unknown.'),
  isQuiet: z.boolean().describe('Nothing has changed since the last complete digest.'),
  counts,
  baseline: z
    .object({
      runId: z.uuid(),
      asOf: instant,
      counts,
      rules: z.enum(['same', 'judged-anew', 'not-judged-anew']),
      settings: z
        .enum(['same', 'changed', 'unknown'])
        .describe('Those of the check; where they have changed, differences may come of that.'),
    })
    .nullable()
    .describe('The last complete digest, which it is compared with; null: it is the first.'),
  headline: z.string(),
  lines: lines.describe('The message, line by line.'),
  more: lines.describe('What has no room in a message.'),
  summary: z.string(),
  coverage: z.object({
    text: z.string(),
    subjects: z.int(),
    subjectsRead: z.int(),
    isComplete: z.boolean().describe('Only such a digest tells of recoveries, and is compared with later.'),
    readings: z.array(readingOutputSchema),
  }),
  canaries: z.array(
    z.object({
      source: z.enum(SOURCE_IDS),
      sign: z.enum(['line', 'event', 'link', 'rows']),
      of: z.string().nullable().describe('The app of a line.'),
      since: instant.describe('Newer than this it had to be.'),
      newest: instant.nullable(),
      status: z.enum(['alive', 'silent', 'unknown']),
    }),
  ),
  factor: z
    .object({
      trait: z.string(),
      value: z.union([
        z.object({ kind: z.literal('same'), value: z.string() }),
        z.object({ kind: z.enum(['before', 'after']), at: instant }),
      ]),
      affectedWith: z.int(),
      affected: z.int(),
      affectedUnknown: z.int().describe('Of the affected those of whom it is not known.'),
      unaffectedWith: z.int(),
      unaffected: z.int(),
      unaffectedUnknown: z.int().describe('The same of the unaffected.'),
      isTooFew: z.boolean(),
    })
    .nullable()
    .describe('What those who are not well share, and the others do not.'),
  findings: z.array(
    z.object({
      code: z.string(),
      params: z.record(z.string(), z.unknown()).describe('Names that end in AtMs or Ms are milliseconds.'),
      subjectIds,
      text: z.string(),
    }),
  ),
  outages: z
    .array(z.object({ code: z.string(), isNew: z.boolean(), subjectIds, text: z.string() }))
    .describe('Many who are missing for one and the same reason: they are not among the subjects.'),
  endedOutages: z.array(z.object({ code: z.string(), subjectIds, recoveredIds: subjectIds })),
  subjects: z.array(subject).describe('Everybody whom it tells of by name; the CSV has all.'),
  skippedDueAt: z.array(instant).describe('Planned digests that did not take place.'),
});

export type DigestOutput = z.infer<typeof digestOutputSchema>;

/** A digest as the documented JSON. */
export function digestOutput({ id, digest }: MadeDigest, told: ToldDigest): DigestOutput {
  const { report, entries, fleetWords } = told;
  const { baseline, coverage } = digest;
  const stood = standingsOf(digest);
  return {
    schemaVersion: 1,
    id,
    checkId: digest.checkId,
    runId: digest.runId,
    asOf: isoOf(digest.asOfMs),
    rulesVersion: digest.rulesVersion,
    filter: Object.fromEntries(Object.entries(digest.filter).map(([trait, values]) => [trait, [...values]])),
    worst: report.worst,
    isQuiet: digest.isQuiet,
    counts: { ...digest.counts },
    baseline:
      baseline === null
        ? null
        : {
            runId: baseline.runId,
            asOf: isoOf(baseline.asOfMs),
            counts: { ...baseline.counts },
            rules: baseline.rules,
            settings: baseline.settings,
          },
    headline: report.headline,
    lines: report.lines.map(lineOf),
    more: report.more.map(lineOf),
    summary: report.summary,
    coverage: {
      text: report.coverage,
      subjects: coverage.subjects,
      subjectsRead: coverage.subjectsRead,
      isComplete: coverage.isComplete,
      readings: coverage.readings.map(readingOutput),
    },
    canaries: digest.canaries.map(({ source, sign, of, sinceMs, newestAtMs, status }) => ({
      source,
      sign,
      of,
      since: isoOf(sinceMs),
      newest: newestAtMs === null ? null : isoOf(newestAtMs),
      status,
    })),
    factor: digest.factor === null ? null : { ...digest.factor, value: valueOf(digest.factor.value) },
    findings: digest.findings.map((finding) => ({
      code: finding.code,
      params: { ...finding.params },
      subjectIds: [...finding.subjectIds],
      text: fleetWords.finding(finding),
    })),
    outages: digest.outages.map(({ code, isNew, outcomes }) => ({
      code,
      isNew,
      subjectIds: idsOf(outcomes),
      text: fleetWords.outage(code, outcomes),
    })),
    endedOutages: digest.endedOutages.map(({ code, outcomes, recovered }) => ({
      code,
      subjectIds: idsOf(outcomes),
      recoveredIds: idsOf(recovered.map(({ before }) => before)),
    })),
    subjects: entries.flatMap((entry) => subjectOf(entry, stood.get(entry.subjectId), digest)),
    skippedDueAt: digest.skippedDueAtMs.map(isoOf),
  };
}

function subjectOf(entry: DigestEntry, stood: Stood | undefined, digest: Digest): DigestOutput['subjects'] {
  const { subjectId: id, name, details, statement } = entry;
  const outcome = stood?.now ?? stood?.before;
  if (stood === undefined || outcome == null) return [];
  const { kind, since, traits } = outcome;
  const mute = digest.muted.find((each) => each.outcome.subjectId === id)?.mute;
  return [
    {
      id,
      name,
      kind,
      standing: stood.standing,
      now: verdictOf(stood.now),
      before: verdictOf(stood.before),
      since: since === null ? null : { at: isoOf(since.atMs), isAtLeast: since.isAtLeast },
      traits: Object.fromEntries(
        Object.entries(traits).map(([trait, value]) => [
          trait,
          typeof value === 'number' ? isoOf(value) : value,
        ]),
      ),
      mute:
        mute === undefined
          ? null
          : { until: isoOf(mute.untilMs), by: mute.byUserId, why: mute.why, at: isoOf(mute.atMs) },
      text: { details, statement, standing: entry.standing },
    },
  ];
}

function verdictOf(outcome: Outcome | null): z.infer<typeof verdict> | null {
  if (outcome === null) return null;
  const { code, state, confidence } = outcome;
  return { code, state, confidence };
}

function valueOf(value: CommonFactor['value']): NonNullable<DigestOutput['factor']>['value'] {
  return value.kind === 'same' ? { ...value } : { kind: value.kind, at: isoOf(value.atMs) };
}

function lineOf({ label, text }: DigestLine): string {
  return label === null ? text : `${label}: ${text}`;
}

function idsOf(outcomes: readonly Outcome[]): string[] {
  return outcomes.map(({ subjectId }) => subjectId);
}
