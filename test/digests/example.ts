import type { FleetWords, Outcome } from '../../src/checks/fleet.ts';
import type { ReadingSummary, SourceId } from '../../src/diagnosis/reading.ts';
import { compareRuns, type Comparison, type Seen } from '../../src/digests/compare.ts';
import type { Digest, Mute } from '../../src/digests/digest.ts';
import type { FleetRun } from '../../src/digests/fleet-run.ts';
import type { Telling } from '../../src/digests/telling.ts';
import { daysIn } from '../../src/words/days.ts';

export const ZONE = 'America/Los_Angeles';
export const LAST_WEEK_MS = Date.parse('2025-07-14T13:00:00-07:00');
export const NOW_MS = Date.parse('2025-07-21T13:00:00-07:00');
/** The planned run that both are asked after. */
export const SLOT_MS = Date.parse('2025-07-21T11:00:00-07:00');

/** A subject on schedule, changed. Its name tells its id. */
export function outcome(subjectId: string, change: Partial<Outcome> = {}): Outcome {
  const state = change.state ?? 'on-schedule';
  const isNotWell = state === 'missing' || state === 'partial';
  return {
    subjectId,
    code: isNotWell ? 'skipped' : state,
    state,
    confidence: 'confirmed',
    name: `Clinic ${subjectId.toUpperCase()}`,
    kind: 'Clinic',
    since: isNotWell ? { atMs: SLOT_MS, isAtLeast: false } : null,
    traits: { kind: 'Clinic', cadence: 'weekly' },
    figures: {},
    ...change,
  };
}

export const missing = (subjectId: string, change: Partial<Outcome> = {}): Outcome =>
  outcome(subjectId, { state: 'missing', ...change });

export const partial = (subjectId: string, change: Partial<Outcome> = {}): Outcome =>
  outcome(subjectId, { state: 'partial', ...change });

export const unknown = (subjectId: string, change: Partial<Outcome> = {}): Outcome =>
  outcome(subjectId, { state: 'unknown', confidence: 'none', ...change });

/** Missing for a reason that is told as one with the others'. */
export const inOutage = (subjectId: string, slot = 'slot 2'): Outcome =>
  missing(subjectId, { code: 'stopped', figures: { slot } });

export const outageOf: Comparison['outageOf'] = ({ code, figures }) =>
  code === 'stopped' ? `${code} ${String(figures['slot'])}` : null;

/** By another plan it is no recovery. */
export const hasRecovered: Comparison['hasRecovered'] = (before, after) =>
  before.figures['plan'] === after.figures['plan'];

export function reading(source: SourceId, change: Partial<ReadingSummary> = {}): ReadingSummary {
  return {
    source,
    status: 'ok',
    problem: null,
    window: { fromMs: LAST_WEEK_MS, untilMs: NOW_MS },
    readAtMs: NOW_MS + 30_000,
    reachFromMs: LAST_WEEK_MS,
    freshUntilMs: NOW_MS,
    query: '',
    link: null,
    elapsedMs: 900,
    ...change,
  };
}

/** A complete run, changed. */
export function runOf(outcomes: readonly Outcome[], change: Partial<FleetRun> = {}): FleetRun {
  const asOfMs = change.asOfMs ?? NOW_MS;
  return {
    id: `run-${asOfMs}`,
    checkId: 'widgets',
    asOfMs,
    madeAtMs: asOfMs,
    rulesVersion: 1,
    settingsKey: 'settings',
    coverage: {
      subjects: outcomes.length,
      subjectsRead: outcomes.length,
      readings: [reading('sentry'), reading('loki'), reading('delivery')],
      isComplete: true,
    },
    canaries: [],
    findings: [],
    outcomes,
    requestId: 'request',
    ...change,
  };
}

/** One that could not read everything. */
export function incompleteRunOf(outcomes: readonly Outcome[], unread = 0): FleetRun {
  const run = runOf(outcomes);
  return {
    ...run,
    coverage: {
      ...run.coverage,
      subjects: outcomes.length + unread,
      isComplete: false,
      readings: [
        reading('sentry'),
        reading('loki', {
          status: 'failed',
          elapsedMs: 480_000,
          problem: { code: 'server-error', params: { address: 'https://loki.example', status: 502 } },
        }),
        reading('delivery'),
      ],
    },
  };
}

export const lastWeek = (outcomes: readonly Outcome[]): FleetRun => runOf(outcomes, { asOfMs: LAST_WEEK_MS });

export function mute(subjectId: string, change: Partial<Mute> = {}): Mute {
  return {
    checkId: 'widgets',
    subjectId,
    untilMs: NOW_MS + 1,
    byUserId: 'U1',
    why: 'known',
    atMs: LAST_WEEK_MS - 1,
    ...change,
  };
}

/** As an incomplete digest told of it. */
export const seenAt = (asOfMs: number, told: Outcome): Seen => ({
  outcome: told,
  madeAtMs: asOfMs,
  seenAtMs: asOfMs,
});

/** Compares with everybody of last week, changed. @param past null: the first digest */
export function compared(
  run: FleetRun,
  past: readonly Outcome[] | null,
  change: Partial<Comparison> = {},
): Digest {
  return compareRuns({
    run,
    baseline: past === null ? null : { run: lastWeek(past), rules: 'same' },
    lastKnown: new Map(),
    mutes: [],
    filter: {},
    nowMs: NOW_MS,
    skippedDueAtMs: [],
    outageOf,
    hasRecovered,
    days: daysIn(ZONE),
    ...change,
  });
}

export const idsOf = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.map(({ subjectId }) => subjectId);

/** Words of no language: what they were given shows. */
export const FLEET_WORDS: FleetWords = {
  title: 'Widgets',
  listed: ({ subjectId }) => `#${subjectId}`,
  statement: ({ state, code }) => `[${state}/${code}]`,
  knows: () => true,
  holdsFigures: () => false,
  outage: (code, outcomes) => `[${code} ×${outcomes.length}].`,
  finding: ({ code }) => `[${code}].`,
  traitName: (trait) => `[${trait}]`,
  traitValue: (_, value) => `[${value}]`,
  instant: (atMs) => new Date(atMs).toISOString(),
  day: (atMs) => new Date(atMs).toISOString().slice(0, 10),
};

export const IN_ENGLISH: Telling = { fleetWords: FLEET_WORDS, locale: 'en', timeZone: ZONE };
export const IN_SPANISH: Telling = { fleetWords: FLEET_WORDS, locale: 'es', timeZone: ZONE };
