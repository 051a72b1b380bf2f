import { randomUUID } from 'node:crypto';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import type { ReadingSummary } from '../../src/diagnosis/reading.ts';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import type { Outcome } from '../../src/checks/fleet.ts';
import type { FleetRun } from '../../src/digests/fleet-run.ts';
import type { AuditEntry } from '../../src/store/audit.ts';
import type { RememberedDigest } from '../../src/digests/memory.ts';
import type { Purged } from '../../src/store/retention.ts';
import type { Subscription } from '../../src/store/subscriptions.ts';

export const NOW_MS = Date.parse('2025-07-24T05:31:34-07:00');
export const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
export const ASKER = { surface: 'command', userId: 'U1', teamId: 'T1', channelId: null } as const;

export function reading(change: Partial<ReadingSummary> = {}): ReadingSummary {
  return {
    source: 'delivery',
    window: { fromMs: NOW_MS - DAY_MS, untilMs: NOW_MS },
    readAtMs: NOW_MS,
    reachFromMs: NOW_MS - DAY_MS,
    freshUntilMs: null,
    query: 'subjects',
    link: null,
    elapsedMs: 12,
    status: 'ok',
    problem: null,
    ...change,
  };
}

export function diagnosis(change: Partial<Diagnosis> = {}): Diagnosis {
  return {
    id: randomUUID(),
    checkId: 'portal-links',
    subjectId: DUKE,
    asOfMs: NOW_MS,
    madeAtMs: NOW_MS + 250,
    rulesVersion: 1,
    verdict: { code: 'phantom-send', row: 15, state: 'missing', confidence: 'confirmed' },
    findings: [
      {
        code: 'phantom-send',
        params: { atMs: NOW_MS, days: 770.6, kinds: ['Clinic', 2], name: null, isIt: true },
        restsOn: ['delivery'],
      },
    ],
    sideFindings: [{ code: 'batch', params: {}, restsOn: ['delivery', 'sentry'] }],
    readings: [
      reading(),
      reading({
        source: 'loki',
        status: 'failed',
        problem: { code: 'timed-out', params: { afterMs: 8_000, address: 'http://loki.example' } },
      }),
    ],
    facts: { provider: { id: DUKE }, list: [1, 2], nothing: null },
    asker: ASKER,
    requestId: 'r-1',
    ...change,
  };
}

export function auditEntry(change: Partial<AuditEntry> = {}): AuditEntry {
  return {
    atMs: NOW_MS,
    requestId: 'r-1',
    asker: ASKER,
    interaction: '/portal-check',
    event: 'checked',
    checkId: 'portal-links',
    subjectIds: [DUKE],
    verdicts: [{ diagnosisId: 'd-1', subjectId: DUKE, code: 'phantom-send', state: 'missing' }],
    reason: null,
    ...change,
  };
}

export function outcome(change: Partial<Outcome> = {}): Outcome {
  return {
    subjectId: DUKE,
    name: 'Duke Health (DUK) Charlotte',
    kind: 'Clinic',
    code: 'provider-not-resolved',
    state: 'missing',
    confidence: 'likely',
    since: { atMs: NOW_MS - 60 * DAY_MS, isAtLeast: true },
    traits: { kind: 'Clinic', enrolledAt: NOW_MS - 400 * DAY_MS, size: null },
    figures: { missed: 8, app: 'mail-job', isLate: false, last: null },
    ...change,
  };
}

/** @param isComplete what its coverage says */
export function fleetRun(change: Partial<FleetRun> = {}, isComplete = true): FleetRun {
  return {
    id: randomUUID(),
    checkId: 'portal-links',
    asOfMs: NOW_MS,
    madeAtMs: NOW_MS,
    rulesVersion: 1,
    settingsKey: 'settings',
    coverage: { subjects: 1, subjectsRead: 1, readings: [reading()], isComplete },
    canaries: [
      {
        source: 'loki',
        sign: 'line',
        of: 'mail-job',
        sinceMs: NOW_MS - DAY_MS,
        newestAtMs: null,
        status: 'silent',
      },
    ],
    findings: [{ code: 'batch', params: { count: 3, kinds: ['Clinic', 2], why: null }, subjectIds: [DUKE] }],
    outcomes: [outcome()],
    requestId: 'r-1',
    ...change,
  };
}

export function subscription(change: Partial<Subscription> = {}): Subscription {
  return {
    id: randomUUID(),
    checkId: 'portal-links',
    channelId: 'C1',
    schedule: { kind: 'cron', cron: '0 9 * * *', timeZone: 'America/Los_Angeles' },
    filter: {},
    locale: 'en',
    quiet: 'each-time',
    status: { kind: 'active' },
    createdByUserId: 'U1',
    createdAtMs: NOW_MS,
    nextDueAtMs: NOW_MS + DAY_MS,
    ...change,
  };
}

/** A complete one of this run, which was posted. */
export function keptDigest(run: FleetRun, change: Partial<RememberedDigest> = {}): RememberedDigest {
  return {
    id: randomUUID(),
    scope: 'terminal',
    checkId: run.checkId,
    runId: run.id,
    asOfMs: run.asOfMs,
    isComplete: true,
    isQuiet: false,
    counts: { missing: 1, partial: 0, unknown: 0, 'on-schedule': 5, 'not-expected': 2 },
    filter: { kind: ['Clinic'] },
    baselineRunId: null,
    baselineDigestId: null,
    toldDigestIds: [],
    skippedDueAtMs: [],
    madeAtMs: run.madeAtMs,
    wasPosted: true,
    ...change,
  };
}

export const NOTHING_PURGED: Purged = {
  diagnoses: 0,
  observations: 0,
  audit: 0,
  requests: 0,
  digests: 0,
  fleetRuns: 0,
  plannedDigests: 0,
  mutes: 0,
  outbox: 0,
  checkingMessages: 0,
};
