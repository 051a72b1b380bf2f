import type { Insertable, Selectable } from 'kysely';
import { z } from 'zod';
import type { Canary, FleetFinding, Outcome } from '../checks/fleet.ts';
import { SOURCE_IDS } from '../diagnosis/reading.ts';
import { STATES } from '../diagnosis/verdict.ts';
import type { Coverage, FleetRun } from '../digests/fleet-run.ts';
import { keptReadings } from './kept-json.ts';
import type { Tables } from './tables.ts';

const figure = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const keptCoverage: z.ZodType<Coverage> = z.object({
  subjects: z.number(),
  subjectsRead: z.number(),
  readings: keptReadings,
  isComplete: z.boolean(),
});

const keptCanaries: z.ZodType<Canary[]> = z.array(
  z.object({
    source: z.enum(SOURCE_IDS),
    sign: z.enum(['line', 'event', 'link', 'rows']),
    of: z.string().nullable(),
    sinceMs: z.number(),
    newestAtMs: z.number().nullable(),
    status: z.enum(['alive', 'silent', 'unknown']),
  }),
);

const keptFindings: z.ZodType<FleetFinding[]> = z.array(
  z.object({
    code: z.string(),
    params: z.record(z.string(), z.union([figure, z.array(z.union([z.string(), z.number()]))])),
    subjectIds: z.array(z.string()),
    key: z.string().optional(),
    formerKeys: z.array(z.string()).optional(),
    count: z.number().optional(),
  }),
);

/** In runs, and in incidents. */
export const keptOutcome: z.ZodType<Outcome> = z.object({
  subjectId: z.string(),
  name: z.string(),
  kind: z.string().nullable(),
  code: z.string(),
  state: z.enum(STATES),
  confidence: z.enum(['confirmed', 'likely', 'none']),
  since: z.object({ atMs: z.number(), isAtLeast: z.boolean() }).nullable(),
  traits: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  figures: z.record(z.string(), figure),
});

const keptOutcomes = z.array(keptOutcome);

export function runRowOf(run: FleetRun): Insertable<Tables['fleet_runs']> {
  return {
    id: run.id,
    check_id: run.checkId,
    as_of: new Date(run.asOfMs),
    made_at: new Date(run.madeAtMs),
    rules_version: run.rulesVersion,
    settings_key: run.settingsKey,
    is_complete: run.coverage.isComplete,
    coverage: JSON.stringify(run.coverage),
    canaries: JSON.stringify(run.canaries),
    findings: JSON.stringify(run.findings),
    outcomes: JSON.stringify(run.outcomes),
    request_id: run.requestId,
  };
}

/** Throws a ZodError where the row is not as it was written. */
export function runOf(row: Selectable<Tables['fleet_runs']>): FleetRun {
  return {
    id: row.id,
    checkId: row.check_id,
    asOfMs: row.as_of.getTime(),
    madeAtMs: row.made_at.getTime(),
    rulesVersion: row.rules_version,
    settingsKey: row.settings_key,
    coverage: keptCoverage.parse(row.coverage),
    canaries: keptCanaries.parse(row.canaries),
    findings: keptFindings.parse(row.findings),
    outcomes: keptOutcomes.parse(row.outcomes),
    requestId: row.request_id,
  };
}
