import { beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import { keptStore } from './kept-store.ts';
import { auditEntry, diagnosis, DUKE, NOTHING_PURGED, NOW_MS } from './kept.ts';

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

    it('keeps of a whole page what has changed, and nothing twice, whoever records it at the same time', async () => {
      const rounds = [1, 2, 3, 4, 5];
      const recordAll = (stamp: string, atMs: number) =>
        own.store.observations.recordAll(
          'portal-links',
          Array.from({ length: 1_000 }, (_, index) => ({
            subjectId: index === 0 ? DUKE : `subject ${index}`,
            seen: [
              { field: 'stamp', value: stamp },
              { field: 'cadence', value: 'weekly' },
            ],
          })),
          atMs,
        );
      await record({ cadence: 'weekly' }, NOW_MS);
      for (const round of rounds) {
        const [stamp, atMs] = [String(round), NOW_MS + round];
        await Promise.all([
          ...Array.from({ length: 5 }, () => record({ stamp }, atMs)),
          recordAll(stamp, atMs),
          recordAll(stamp, atMs),
        ]);
      }
      expect(await own.store.observations.historyOf('portal-links', DUKE)).toEqual([
        { field: 'cadence', value: 'weekly', seenAtMs: NOW_MS },
        ...rounds.map((round) => ({ field: 'stamp', value: String(round), seenAtMs: NOW_MS + round })),
      ]);
      const [kept] = await own.database.run('select count(*)::int as count from observations');
      expect(kept).toEqual({ count: 1_000 + rounds.length * 1_000 });
      expect(await own.store.observations.historyOf('another check', DUKE)).toEqual([]);
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
      const limits = { diagnosesBeforeMs: 0, auditBeforeMs: 0, requestsBeforeMs: 0, [limit]: NOW_MS };
      expect(await own.store.purge(limits)).toEqual({ ...NOTHING_PURGED, ...gone });
      expect(await own.store.purge(limits)).toEqual(NOTHING_PURGED);
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
      { code: 'version', params: { product: 'PostgreSQL', version: expect.stringMatching(/^18/) } },
      { code: 'database-role', params: { role: 'postgres' } },
      { code: 'store-rights', params: { mayPrepare: true } },
      { code: 'store-schema', params: { state: 'current', unknownMigrations: [] } },
      { code: 'store-kept-diagnoses', params: { count: 2 } },
      { code: 'store-kept-feedback', params: { count: 0 } },
    ]);
  });
});
