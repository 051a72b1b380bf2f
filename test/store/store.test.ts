import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import type { ReadingSummary } from '../../src/diagnosis/reading.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const NOW_MS = Date.parse('2025-07-24T05:31:34-07:00');
const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
const ASKER = { surface: 'command', userId: 'U1', teamId: 'T1', channelId: null } as const;

function reading(change: Partial<ReadingSummary> = {}): ReadingSummary {
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

function diagnosis(change: Partial<Diagnosis> = {}): Diagnosis {
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

describe('the bot’s own database', () => {
  let database: TestDatabase;
  let store: Store;

  beforeAll(async () => {
    database = await createTestDatabase();
    store = openStore({ url: database.url, tls: 'disable', caPem: null });
    await store.migrate();
  });

  afterEach(async () => {
    await database.run('truncate diagnoses, observations, audit');
  });

  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  it('gives a kept diagnosis back as it was', async () => {
    const kept = diagnosis();
    await store.diagnoses.keepAll([kept, diagnosis()]);
    expect(await store.diagnoses.find(kept.id)).toEqual(kept);
  });

  it.each(['00000000-0000-4000-8000-000000000000', 'no id at all', "'; drop table diagnoses; --"])(
    'finds nothing under %s',
    async (id) => {
      expect(await store.diagnoses.find(id)).toBeNull();
    },
  );

  it('keeps all diagnoses of a check or none', async () => {
    const kept = diagnosis();
    await expect(store.diagnoses.keepAll([kept, kept])).rejects.toThrow('duplicate key');
    expect(await store.diagnoses.find(kept.id)).toBeNull();
  });

  it('refuses a kept diagnosis that was tampered with, instead of showing half of it', async () => {
    const kept = diagnosis();
    await store.diagnoses.keepAll([kept]);
    await database.run(`update diagnoses set verdict = '{"code": "on-schedule"}'`);
    await expect(store.diagnoses.find(kept.id)).rejects.toThrow('state');
  });

  describe('asked how things were before an instant', () => {
    const atHour = (hour: number, change: Partial<Diagnosis> = {}) =>
      diagnosis({ asOfMs: NOW_MS + hour * HOUR_MS, madeAtMs: NOW_MS + hour * HOUR_MS, ...change });
    const newestBefore = (beforeMs: number) => store.diagnoses.newestBefore('portal-links', DUKE, beforeMs);

    it('takes the newest one before it, of this subject and check', async () => {
      const [older, newer, later] = [atHour(1), atHour(2), atHour(3)];
      const others = [atHour(2.5, { subjectId: randomUUID() }), atHour(2.5, { checkId: 'another-check' })];
      await store.diagnoses.keepAll([newer, later, older, ...others]);
      expect((await newestBefore(later.asOfMs))?.id).toBe(newer.id);
      expect(await newestBefore(older.asOfMs)).toBeNull();
    });

    it('passes over one that was made for the past', async () => {
      const live = atHour(1);
      const looksBack = atHour(2, { madeAtMs: NOW_MS + 2 * HOUR_MS + 61 * MINUTE_MS });
      await store.diagnoses.keepAll([live, looksBack]);
      expect((await newestBefore(NOW_MS + DAY_MS))?.id).toBe(live.id);
    });

    it('passes over one that the delivery database had no part in', async () => {
      const whole = atHour(1);
      const problem = { code: 'connection-refused', params: {} } as const;
      const blind = atHour(2, { readings: [reading({ status: 'failed', problem })] });
      await store.diagnoses.keepAll([whole, blind]);
      expect((await newestBefore(NOW_MS + DAY_MS))?.id).toBe(whole.id);
    });
  });

  describe('remembering what sources overwrite', () => {
    const record = (values: Record<string, string>, atMs: number, subjectId = DUKE) =>
      store.observations.record(
        'portal-links',
        subjectId,
        Object.entries(values).map(([field, value]) => ({ field, value })),
        atMs,
      );

    it('keeps a value once, and again when it changes, even back', async () => {
      await record({ stamp: '1', cadence: 'weekly' }, NOW_MS);
      await record({ stamp: '1', cadence: 'weekly' }, NOW_MS + 1);
      await record({ stamp: '2', cadence: 'weekly' }, NOW_MS + 2);
      await record({ stamp: '1' }, NOW_MS + 3);
      await record({ stamp: '1' }, NOW_MS, 'somebody else');
      expect(await store.observations.historyOf('portal-links', DUKE)).toEqual([
        { field: 'stamp', value: '1', seenAtMs: NOW_MS },
        { field: 'cadence', value: 'weekly', seenAtMs: NOW_MS },
        { field: 'stamp', value: '2', seenAtMs: NOW_MS + 2 },
        { field: 'stamp', value: '1', seenAtMs: NOW_MS + 3 },
      ]);
    });

    it('keeps a change once when many checks see it at once', async () => {
      await Promise.all(Array.from({ length: 8 }, () => record({ stamp: '1' }, NOW_MS)));
      expect(await store.observations.historyOf('portal-links', DUKE)).toHaveLength(1);
    });
  });

  it('writes who did what into the audit', async () => {
    await store.audit.record({
      atMs: NOW_MS,
      requestId: 'r-1',
      asker: ASKER,
      interaction: '/portal-check',
      event: 'checked',
      checkId: 'portal-links',
      subjectIds: [DUKE],
      verdicts: [{ diagnosisId: 'd-1', subjectId: DUKE, code: 'phantom-send', state: 'missing' }],
      reason: null,
    });
    expect(await database.run('select * from audit')).toEqual([
      {
        id: expect.any(String),
        at: new Date(NOW_MS),
        request_id: 'r-1',
        event: 'checked',
        interaction: '/portal-check',
        surface: 'command',
        user_id: 'U1',
        team_id: 'T1',
        channel_id: null,
        check_id: 'portal-links',
        subject_ids: [DUKE],
        verdicts: [{ diagnosisId: 'd-1', subjectId: DUKE, code: 'phantom-send', state: 'missing' }],
        reason: null,
      },
    ]);
  });

  describe('purged', () => {
    const audited = (atMs: number) =>
      store.audit.record({
        atMs,
        requestId: 'r-1',
        asker: ASKER,
        interaction: 'evidence',
        event: 'shown',
        checkId: null,
        subjectIds: [],
        verdicts: [],
        reason: 'd-1',
      });

    beforeEach(async () => {
      for (const atMs of [NOW_MS - DAY_MS, NOW_MS]) {
        await store.diagnoses.keepAll([diagnosis({ madeAtMs: atMs })]);
        await store.observations.record('portal-links', DUKE, [{ field: 'stamp', value: `${atMs}` }], atMs);
        await audited(atMs);
      }
    });

    it('loses what is older, and nothing else', async () => {
      const limits = { diagnosesBeforeMs: NOW_MS, auditBeforeMs: NOW_MS - 2 * DAY_MS };
      expect(await store.purge(limits)).toEqual({ diagnoses: 1, observations: 1, audit: 0 });
      expect(await store.purge(limits)).toEqual({ diagnoses: 0, observations: 0, audit: 0 });
      expect(await store.purge({ diagnosesBeforeMs: 0, auditBeforeMs: NOW_MS })).toEqual({
        diagnoses: 0,
        observations: 0,
        audit: 1,
      });
      expect(await database.run('select made_at from diagnoses')).toEqual([{ made_at: new Date(NOW_MS) }]);
    });
  });

  it('says for the doctor that it is prepared, and how much it keeps', async () => {
    await store.diagnoses.keepAll([diagnosis(), diagnosis()]);
    expect(await store.examine()).toEqual([
      { name: 'version', value: expect.stringMatching(/^PostgreSQL 18/) },
      { name: 'role', value: 'postgres' },
      { name: 'rights', value: 'may prepare its tables' },
      { name: 'schema', value: 'up to date' },
      { name: 'kept diagnoses', value: '2' },
    ]);
  });
});
