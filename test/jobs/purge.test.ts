import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPurge } from '../../src/jobs/purge.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { NOTHING_PURGED } from '../store/kept.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const NOW = '2025-07-24T12:00:00Z';
const KEEP = { keepDiagnosesDays: 180, keepAuditDays: 365 };

/** [what is said, with which fields] */
type Said = [string, object];

function openLog() {
  const infos: Said[] = [];
  const errors: Said[] = [];
  const log = {
    info: (fields: object, message: string) => void infos.push([message, fields]),
    error: (fields: object, message: string) => void errors.push([message, fields]),
  };
  return { log, infos, errors };
}

describe('the daily purge', () => {
  let database: TestDatabase;
  let store: Store;

  beforeEach(async () => {
    database = await createTestDatabase();
    store = openStore({ url: database.url, tls: 'disable', caPem: null });
    await store.migrate();
  });
  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  async function audited(daysAgo: number): Promise<string> {
    const requestId = randomUUID();
    await store.audit.record({
      atMs: Date.parse(NOW) - daysAgo * 86_400_000,
      requestId,
      asker: { surface: 'terminal', userId: 'ana', teamId: null, channelId: null },
      event: 'checked',
      interaction: 'check',
      checkId: 'portal-links',
      subjectIds: [],
      verdicts: [],
      reason: null,
    });
    return requestId;
  }

  it('removes what is older than it may be kept, and tells how much', async () => {
    const { log, infos } = openLog();
    await audited(366);
    const young = await audited(364);
    await createPurge({ store, keep: KEEP, clock: () => Date.parse(NOW), log })();
    expect(await database.run('select request_id from audit')).toEqual([{ request_id: young }]);
    expect(infos).toEqual([['purged', { purged: { ...NOTHING_PURGED, audit: 1 } }]]);
  });

  it('keeps diagnoses, the audit and the requests of Slack for different times', async () => {
    const { log } = openLog();
    const limits: object[] = [];
    const watched: Store = {
      ...store,
      purge: async (given) => {
        limits.push(given);
        return NOTHING_PURGED;
      },
    };
    await createPurge({ store: watched, keep: KEEP, clock: () => Date.parse(NOW), log })();
    expect(limits).toEqual([
      {
        diagnosesBeforeMs: Date.parse('2025-01-25T12:00:00Z'),
        auditBeforeMs: Date.parse('2024-07-24T12:00:00Z'),
        requestsBeforeMs: Date.parse('2025-07-23T12:00:00Z'),
      },
    ]);
  });

  it('says so when it fails, and does not bring the bot down', async () => {
    const { log, infos, errors } = openLog();
    await database.run('drop table audit');
    await expect(
      createPurge({ store, keep: KEEP, clock: () => Date.parse(NOW), log })(),
    ).resolves.toBeUndefined();
    expect(infos).toEqual([]);
    expect(errors).toEqual([[expect.stringContaining('purge failed'), { err: expect.any(Error) }]]);
  });
});
