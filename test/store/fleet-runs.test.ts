import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import type { FleetRun } from '../../src/digests/fleet-run.ts';
import type { FactsPage } from '../../src/store/fleet-runs.ts';
import { keptStore } from './kept-store.ts';
import { fleetRun, keptDigest, NOW_MS, outcome, subscription } from './kept.ts';

describe('runs over a whole fleet', () => {
  const own = keptStore();

  const factsOf = async (runId: string): Promise<FactsPage[]> => {
    const pages: FactsPage[] = [];
    for await (const page of own.store.fleetRuns.factsOf(runId)) pages.push(page);
    return pages;
  };

  const aPage = (subjectId: string): FactsPage => [
    { subjectId, facts: { provider: { id: subjectId, name: 'Clínica Ñ' }, list: [1, null] } },
  ];

  /** Made so many days ago, with a page of facts. */
  async function kept(
    daysAgo: number,
    { isComplete = true, checkId = 'portal-links' } = {},
  ): Promise<FleetRun> {
    const atMs = NOW_MS - daysAgo * DAY_MS;
    const run = fleetRun({ asOfMs: atMs, madeAtMs: atMs, checkId }, isComplete);
    await own.store.fleetRuns.addFacts(run.id, 0, aPage(run.id));
    await own.store.fleetRuns.keep(run);
    return run;
  }

  it('come back as they were kept', async () => {
    const run = fleetRun({ outcomes: [outcome(), outcome({ subjectId: 'b', since: null, kind: null })] });
    await own.store.fleetRuns.keep(run);
    expect(await own.store.fleetRuns.find(run.id)).toEqual(run);
  });

  it('come back without the settings of the check where those were not noted', async () => {
    const run = fleetRun({ settingsKey: null });
    await own.store.fleetRuns.keep(run);
    expect(await own.store.fleetRuns.find(run.id)).toEqual(run);
  });

  it('keep every one of 10,000 subjects', async () => {
    const outcomes = Array.from({ length: 10_000 }, (_, index) => outcome({ subjectId: `subject ${index}` }));
    const run = fleetRun({ outcomes });
    await own.store.fleetRuns.keep(run);
    expect((await own.store.fleetRuns.find(run.id))?.outcomes).toEqual(outcomes);
  });

  it('keep once what the facts of a page share, however many share it', async () => {
    const runId = randomUUID();
    const lines = Array.from({ length: 5_000 }, (_, index) => ({ atMs: NOW_MS + index, text: `${index}` }));
    const page = Array.from({ length: 500 }, (_, index) => ({ subjectId: `${index}`, facts: { lines } }));
    await own.store.fleetRuns.addFacts(runId, 0, page);
    const [row] = await own.database.run('select length(facts) as bytes from fleet_facts');
    expect(Number(row?.['bytes'])).toBeLessThan(100_000);
    expect((await factsOf(runId))[0]?.at(-1)).toEqual({ subjectId: '499', facts: { lines } });
  });

  it.each(['', 'no uuid', randomUUID()])('are not there under an id that none has: "%s"', async (id) => {
    await kept(1);
    expect(await own.store.fleetRuns.find(id)).toBeNull();
    expect(await factsOf(id)).toEqual([]);
  });

  it('are found by their age, whether complete or not, for their own check only', async () => {
    expect(await own.store.fleetRuns.newestComplete('portal-links')).toBeNull();
    const complete = await kept(2);
    const incomplete = await kept(1, { isComplete: false });
    await kept(0, { checkId: 'another' });
    const { fleetRuns } = own.store;
    const { madeAtMs } = incomplete;
    expect((await fleetRuns.newestSince('portal-links', madeAtMs, madeAtMs))?.id).toBe(incomplete.id);
    expect(await fleetRuns.newestSince('portal-links', madeAtMs + 1, madeAtMs + 1)).toBeNull();
    expect((await fleetRuns.newestComplete('portal-links'))?.id).toBe(complete.id);
  });

  it('are not found by whoever goes by an earlier clock: what they tell has not happened yet', async () => {
    const earlier = await kept(2);
    const { asOfMs } = await kept(1);
    const { fleetRuns } = own.store;
    expect((await fleetRuns.newestSince('portal-links', 0, asOfMs - 1))?.id).toBe(earlier.id);
    expect(await fleetRuns.newestSince('portal-links', 0, earlier.asOfMs - 1)).toBeNull();
  });

  it('are found before an instant, whether complete or not, for whatever goes on from run to run', async () => {
    const complete = await kept(2);
    const incomplete = await kept(1, { isComplete: false });
    await kept(1.5, { checkId: 'another' });
    const { fleetRuns } = own.store;
    const before = async (atMs: number) => (await fleetRuns.newestBefore('portal-links', atMs))?.id;
    expect(await before(incomplete.asOfMs + 1)).toBe(incomplete.id);
    expect(await before(incomplete.asOfMs)).toBe(complete.id);
    expect(await before(complete.asOfMs)).toBeUndefined();
  });

  describe('facts', () => {
    it('come back page by page, in order, also of a run that is not kept yet', async () => {
      const runId = randomUUID();
      await own.store.fleetRuns.addFacts(runId, 1, aPage('c'));
      await own.store.fleetRuns.addFacts(runId, 0, aPage('a'));
      await own.store.fleetRuns.addFacts(runId, 0, [...aPage('a'), ...aPage('b')]);
      expect(await factsOf(runId)).toEqual([[...aPage('a'), ...aPage('b')], aPage('c')]);
    });

    it('are compressed', async () => {
      const page = Array.from({ length: 1_000 }, (_, index) => aPage(`subject ${index}`)).flat();
      await own.store.fleetRuns.addFacts(randomUUID(), 0, page);
      const [row] = await own.database.run('select length(facts) as bytes from fleet_facts');
      expect(row?.['bytes']).toBeLessThan(JSON.stringify(page).length / 5);
    });

    it('stay for the newest two complete runs of the check, and go for all others', async () => {
      const other = await kept(9, { checkId: 'another' });
      const oldest = await kept(5);
      const older = await kept(4);
      const incomplete = await kept(3, { isComplete: false });
      expect(await factsOf(oldest.id)).toHaveLength(1);
      const newer = await kept(1);
      for (const { id } of [oldest, incomplete]) expect(await factsOf(id)).toEqual([]);
      for (const { id } of [other, older, newer]) expect(await factsOf(id)).toHaveLength(1);
    });

    it('stay for what a subscription is compared with next, however many runs there are since', async () => {
      const paused = subscription({
        status: { kind: 'paused', reason: 'by-person', byUserId: 'U1', atMs: NOW_MS },
        nextDueAtMs: null,
      });
      const scope = `subscription:${paused.id}`;
      await own.store.subscriptions.add(paused);
      const [before, baseline, after] = [await kept(9), await kept(8), await kept(7)];
      await own.store.digests.keep(keptDigest(before, { scope }));
      await own.store.digests.keep(keptDigest(baseline, { scope }));
      await own.store.digests.keep(keptDigest(after, { scope, isComplete: false }));
      await own.store.digests.keep(keptDigest(after, { scope, wasPosted: false }));
      await kept(2);
      await kept(1);
      expect(await factsOf(before.id)).toEqual([]);
      expect(await factsOf(baseline.id)).toHaveLength(1);
      expect(await factsOf(after.id)).toEqual([]);
    });

    it.each([
      'channel:C1:portal-links',
      'person:U1:portal-links',
      'terminal:portal-links',
      'subscription:gone',
    ])('stay for what the next digest of %s is compared with, for 90 days', async (scope) => {
      const [recent, old] = [await kept(50), await kept(89)];
      await own.store.digests.keep(keptDigest(recent, { scope }));
      await own.store.digests.keep(keptDigest(old, { scope: `${scope}:other` }));
      for (const daysAgo of [2, 1]) await kept(daysAgo);
      for (const { id } of [recent, old]) expect(await factsOf(id)).toHaveLength(1);
      await kept(-2);
      expect(await factsOf(recent.id)).toHaveLength(1);
      expect(await factsOf(old.id)).toEqual([]);
    });

    it('of a run in the making stay while another one is kept', async () => {
      const runId = randomUUID();
      await own.store.fleetRuns.addFacts(runId, 0, aPage('a'));
      await kept(0);
      expect(await factsOf(runId)).toHaveLength(1);
    });
  });
});
