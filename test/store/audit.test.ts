import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../src/diagnosis/time.ts';
import type { AuditEntry, AuditQuery, KeptAuditEntry } from '../../src/store/audit.ts';
import { keptStore } from './kept-store.ts';
import { ASKER, auditEntry, DUKE, NOW_MS } from './kept.ts';

const EVERYTHING: AuditQuery = {
  sinceMs: 0,
  untilMs: NOW_MS + 1_000 * HOUR_MS,
  userId: null,
  subjectId: null,
  afterId: null,
  limit: 100,
};

const atHour = (hour: number, change: Partial<AuditEntry> = {}): AuditEntry =>
  auditEntry({ atMs: NOW_MS + hour * HOUR_MS, requestId: `at ${hour}`, ...change });

describe('the audit', () => {
  const own = keptStore();

  async function written(entries: readonly AuditEntry[]): Promise<void> {
    for (const entry of entries) await own.store.audit.record(entry);
  }

  async function requestIdsOf(query: Partial<AuditQuery>): Promise<readonly string[]> {
    const entries = await own.store.audit.list({ ...EVERYTHING, ...query });
    return entries.map(({ requestId }) => requestId);
  }

  it('writes who did what into the audit', async () => {
    await own.store.audit.record(auditEntry());
    expect(await own.database.run('select * from audit')).toEqual([
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

  it('gives back what was written, as it was', async () => {
    const checked = atHour(1);
    const refused = atHour(2, {
      asker: { surface: 'home', userId: 'U9', teamId: null, channelId: 'C1' },
      event: 'refused',
      checkId: null,
      subjectIds: [],
      verdicts: [{ subjectId: DUKE, code: 'on-schedule', state: 'on-schedule' }],
      reason: 'guest',
    });
    await written([checked, refused]);
    const id = expect.any(String);
    expect(await own.store.audit.list(EVERYTHING)).toEqual([
      { ...checked, id },
      { ...refused, id },
    ]);
  });

  it('is told oldest first, by the time of the deed and not of the writing', async () => {
    await written([atHour(2), atHour(3), atHour(1)]);
    expect(await requestIdsOf({})).toEqual(['at 1', 'at 2', 'at 3']);
  });

  it('is told from the first moment to before the last', async () => {
    await written([atHour(1), atHour(2), atHour(3), atHour(4)]);
    const [sinceMs, untilMs] = [NOW_MS + 2 * HOUR_MS, NOW_MS + 4 * HOUR_MS];
    expect(await requestIdsOf({ sinceMs, untilMs })).toEqual(['at 2', 'at 3']);
  });

  it('is told of one user, of one subject among several, and of both', async () => {
    const [pam, byAnother] = [randomUUID(), { asker: { ...ASKER, userId: 'U2' } }];
    await written([
      atHour(1),
      atHour(2, { subjectIds: [pam, DUKE] }),
      atHour(3, { ...byAnother, subjectIds: [pam] }),
      atHour(4, { ...byAnother, subjectIds: [] }),
    ]);
    expect(await requestIdsOf({ userId: 'U2' })).toEqual(['at 3', 'at 4']);
    expect(await requestIdsOf({ subjectId: pam })).toEqual(['at 2', 'at 3']);
    expect(await requestIdsOf({ userId: 'U1', subjectId: pam })).toEqual(['at 2']);
    expect(await requestIdsOf({ userId: 'U3' })).toEqual([]);
  });

  describe('read page by page', () => {
    async function pages(limit: number, between: () => Promise<void> = async () => {}): Promise<string[]> {
      const read: string[] = [];
      let page: readonly KeptAuditEntry[];
      let afterId: string | null = null;
      do {
        page = await own.store.audit.list({ ...EVERYTHING, afterId, limit });
        read.push(...page.map(({ requestId }) => requestId));
        afterId = page.at(-1)?.id ?? null;
        await between();
      } while (page.length === limit);
      return read;
    }

    it('tells every entry once, also those of one moment', async () => {
      const requestIds = Array.from({ length: 7 }, (_, index) => `request ${index}`);
      await written(requestIds.map((requestId, index) => atHour(index < 5 ? 1 : 2, { requestId })));
      expect(await pages(2)).toEqual(requestIds);
    });

    it('loses nothing where the purge goes on meanwhile', async () => {
      await written([atHour(1), atHour(2), atHour(3), atHour(4)]);
      const purging = () => own.database.run(`delete from audit where request_id in ('at 1', 'at 2')`);
      expect(
        await pages(2, async () => {
          await purging();
        }),
      ).toEqual(['at 1', 'at 2', 'at 3', 'at 4']);
    });
  });

  it('refuses an entry that was tampered with, instead of telling half of it', async () => {
    await written([atHour(1)]);
    await own.database.run(`update audit set verdicts = '[{"code": "on-schedule"}]'`);
    await expect(own.store.audit.list(EVERYTHING)).rejects.toThrow('state');
  });
});
