import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import type { FleetRun } from '../../src/digests/fleet-run.ts';
import { keptStore } from './kept-store.ts';
import { DUKE, fleetRun, keptDigest, NOTHING_PURGED, NOW_MS, subscription } from './kept.ts';

const LIMIT_MS = NOW_MS - 30 * DAY_MS;
const LIMITS = { diagnosesBeforeMs: LIMIT_MS, auditBeforeMs: 0, requestsBeforeMs: 0 };
const [OLD_MS, YOUNG_MS] = [LIMIT_MS - 1, LIMIT_MS];

describe('what digests leave behind is purged', () => {
  const own = keptStore();

  async function keptRun(atMs: number, page = [{ subjectId: DUKE, facts: {} }]): Promise<FleetRun> {
    const run = fleetRun({ asOfMs: atMs, madeAtMs: atMs });
    await own.store.fleetRuns.addFacts(run.id, 0, page);
    await own.store.fleetRuns.keep(run);
    return run;
  }

  const idsOf = async (table: string): Promise<Set<unknown>> =>
    new Set((await own.database.run(`select id from ${table}`)).map(({ id }) => id));

  it('with the limit of diagnoses, and nothing else', async () => {
    for (const atMs of [OLD_MS, YOUNG_MS]) {
      const run = await keptRun(atMs);
      await own.store.digests.keep(keptDigest(run));
      const one = subscription({ channelId: `C${atMs}` });
      await own.store.subscriptions.add(one);
      await own.store.plannedDigests.plan(one.id, atMs);
      await own.store.outbox.noteCall({ key: `post ${atMs}`, channelId: 'C1', threadTs: null }, atMs);
      await own.store.checkingMessages.add({
        channelId: 'C1',
        ts: String(atMs),
        requestId: 'r-1',
        locale: 'en',
        asked: { kind: 'digest' },
        dueAtMs: atMs,
      });
      const mute = { checkId: 'portal-links', byUserId: 'U1', why: '', atMs: OLD_MS };
      await own.store.mutes.add({ ...mute, subjectId: `until ${atMs}`, untilMs: atMs });
      await own.store.mutes.add({ ...mute, subjectId: `ended ${atMs}`, untilMs: NOW_MS });
      await own.store.mutes.end('portal-links', `ended ${atMs}`, atMs);
    }
    await own.store.mutes.add({
      checkId: 'portal-links',
      subjectId: DUKE,
      untilMs: NOW_MS,
      byUserId: 'U1',
      why: '',
      atMs: OLD_MS,
    });
    expect(await own.store.purge(LIMITS)).toEqual({
      ...NOTHING_PURGED,
      digests: 1,
      fleetRuns: 1,
      plannedDigests: 1,
      mutes: 2,
      outbox: 1,
      checkingMessages: 1,
    });
    expect(await own.store.purge(LIMITS)).toEqual(NOTHING_PURGED);
    expect(await own.database.run('select count(*)::int as count from fleet_facts')).toEqual([{ count: 1 }]);
  });

  it('but for what an active subscription is compared with next, and what that rests on', async () => {
    const active = subscription();
    const paused = subscription({
      channelId: 'C2',
      status: { kind: 'paused', reason: 'by-person', byUserId: 'U1', atMs: OLD_MS },
    });
    await own.store.subscriptions.add(active);
    await own.store.subscriptions.add(paused);
    const [first, second, third, incomplete] = [
      await keptRun(OLD_MS - 3),
      await keptRun(OLD_MS - 2),
      await keptRun(OLD_MS - 1),
      await keptRun(OLD_MS),
    ];
    const scope = `subscription:${active.id}`;
    const baseline = keptDigest(third, { scope, baselineRunId: second.id });
    for (const digest of [
      keptDigest(second, { scope, baselineRunId: first.id }),
      baseline,
      keptDigest(incomplete, { scope, isComplete: false, baselineRunId: third.id }),
      keptDigest(first, { scope: `subscription:${paused.id}` }),
    ]) {
      await own.store.digests.keep(digest);
    }
    expect(await own.store.purge(LIMITS)).toEqual({ ...NOTHING_PURGED, digests: 3, fleetRuns: 2 });
    expect(await idsOf('digests')).toEqual(new Set([baseline.id]));
    expect(await idsOf('fleet_runs')).toEqual(new Set([second.id, third.id]));
  });

  it('and with it the facts of runs that were never kept, a day after they were added', async () => {
    const [stray, inTheMaking] = [randomUUID(), randomUUID()];
    for (const id of [stray, inTheMaking]) await own.store.fleetRuns.addFacts(id, 0, []);
    const kept = await keptRun(NOW_MS);
    await own.database.run(
      `update fleet_facts set added_at = now() - interval '25 hours' where run_id <> $1`,
      [inTheMaking],
    );
    await own.store.purge(LIMITS);
    const rows = await own.database.run('select run_id from fleet_facts');
    expect(new Set(rows.map(({ run_id: id }) => id))).toEqual(new Set([inTheMaking, kept.id]));
  });
});
