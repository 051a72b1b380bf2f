import { beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import { keptStore } from './kept-store.ts';
import { auditEntry, diagnosis, DUKE, NOW_MS } from './kept.ts';

describe('the bot’s own database', () => {
  const own = keptStore();

  describe('remembering what sources overwrite', () => {
    const record = (values: Record<string, string>, atMs: number, subjectId = DUKE) =>
      own.store.observations.record(
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
      expect(await own.store.observations.historyOf('portal-links', DUKE)).toEqual([
        { field: 'stamp', value: '1', seenAtMs: NOW_MS },
        { field: 'cadence', value: 'weekly', seenAtMs: NOW_MS },
        { field: 'stamp', value: '2', seenAtMs: NOW_MS + 2 },
        { field: 'stamp', value: '1', seenAtMs: NOW_MS + 3 },
      ]);
    });

    it('keeps a change once when many checks see it at once', async () => {
      await Promise.all(Array.from({ length: 8 }, () => record({ stamp: '1' }, NOW_MS)));
      expect(await own.store.observations.historyOf('portal-links', DUKE)).toHaveLength(1);
    });
  });

  describe('purged', () => {
    beforeEach(async () => {
      for (const atMs of [NOW_MS - DAY_MS, NOW_MS]) {
        const made = diagnosis({ madeAtMs: atMs });
        await own.store.diagnoses.keepAll([made]);
        await own.store.feedback.record({
          diagnosisId: made.id,
          userId: 'U1',
          isRight: true,
          why: null,
          atMs: NOW_MS,
        });
        await own.store.observations.record(
          'portal-links',
          DUKE,
          [{ field: 'stamp', value: `${atMs}` }],
          atMs,
        );
        await own.store.audit.record(auditEntry({ atMs }));
        await own.store.requests.claim(`request at ${atMs}`, atMs);
      }
    });

    const countOf = async (table: string) =>
      (await own.database.run(`select count(*)::int as count from ${table}`))[0]?.['count'];

    it.each([
      ['diagnosesBeforeMs', { diagnoses: 1, observations: 1 }],
      ['auditBeforeMs', { audit: 1 }],
      ['requestsBeforeMs', { requests: 1 }],
    ])('loses what is older than %s, and nothing else', async (limit, gone) => {
      const nothing = { diagnoses: 0, observations: 0, audit: 0, requests: 0 };
      const limits = { diagnosesBeforeMs: 0, auditBeforeMs: 0, requestsBeforeMs: 0, [limit]: NOW_MS };
      expect(await own.store.purge(limits)).toEqual({ ...nothing, ...gone });
      expect(await own.store.purge(limits)).toEqual(nothing);
      for (const table of ['diagnoses', 'observations', 'audit', 'requests'] as const) {
        expect(await countOf(table)).toBe(table in gone ? 1 : 2);
      }
    });

    it('loses the feedback on a diagnosis together with it', async () => {
      await own.store.purge({ diagnosesBeforeMs: NOW_MS, auditBeforeMs: 0, requestsBeforeMs: 0 });
      expect(await countOf('feedback')).toBe(1);
    });
  });

  it('says for the doctor that it is prepared, and how much it keeps', async () => {
    await own.store.diagnoses.keepAll([diagnosis(), diagnosis()]);
    expect(await own.store.examine()).toEqual([
      { name: 'version', value: expect.stringMatching(/^PostgreSQL 18/) },
      { name: 'role', value: 'postgres' },
      { name: 'rights', value: 'may prepare its tables' },
      { name: 'schema', value: 'up to date' },
      { name: 'kept diagnoses', value: '2' },
      { name: 'kept feedback', value: '0' },
    ]);
  });
});
