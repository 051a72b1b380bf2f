import { randomUUID } from 'node:crypto';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import type { ReadingSummary } from '../../src/diagnosis/reading.ts';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import type { AuditEntry } from '../../src/store/audit.ts';

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
