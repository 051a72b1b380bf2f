import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import type { RememberedDigest } from '../../src/digests/memory.ts';
import { keptStore } from './kept-store.ts';
import { fleetRun, keptDigest, NOW_MS } from './kept.ts';

/** What `keptDigest` is narrowed to. */
const CLINICS = { kind: ['Clinic'] };

describe('digests that were made', () => {
  const own = keptStore();
  const run = fleetRun();

  beforeEach(() => own.store.fleetRuns.keep(run));

  /** As of so many days ago. */
  async function kept(daysAgo: number, change: Partial<RememberedDigest> = {}): Promise<string> {
    const atMs = NOW_MS - daysAgo * DAY_MS;
    const digest = keptDigest(run, { asOfMs: atMs, madeAtMs: atMs, ...change });
    await own.store.digests.keep(digest);
    return digest.id;
  }

  it.each<[string, Partial<RememberedDigest>]>([
    ['first', {}],
    [
      'compared, late',
      {
        baselineRunId: randomUUID(),
        baselineDigestId: randomUUID(),
        toldDigestIds: [randomUUID()],
        skippedDueAtMs: [NOW_MS - DAY_MS, NOW_MS - 1],
      },
    ],
  ])('come back as they were kept: a %s one', async (_, change) => {
    const digest = keptDigest(run, change);
    await own.store.digests.keep(digest);
    expect(await own.store.digests.find(digest.id)).toEqual(digest);
  });

  it.each(['no uuid', randomUUID()])('are not there under an id that none has: "%s"', async (id) => {
    expect(await own.store.digests.find(id)).toBeNull();
    expect(await own.store.digests.notePosted(id)).toBe(false);
  });

  it('are compared with the newest complete one before them, of the same scope', async () => {
    await kept(4);
    const complete = await kept(3, { isQuiet: true, wasPosted: false });
    await kept(2, { isComplete: false });
    await kept(2, { wasPosted: false });
    await kept(1, { scope: 'channel:C1' });
    const { digests } = own.store;
    expect((await digests.lastComplete('terminal', NOW_MS, CLINICS))?.id).toBe(complete);
    expect((await digests.lastComplete('terminal', NOW_MS - 3 * DAY_MS, CLINICS))?.asOfMs).toBe(
      NOW_MS - 4 * DAY_MS,
    );
    expect(await digests.lastComplete('terminal', NOW_MS - 4 * DAY_MS, CLINICS)).toBeNull();
    expect(await digests.lastComplete('channel:C2', NOW_MS, CLINICS)).toBeNull();
  });

  it('are compared with one of everybody, or narrowed to the same in whatever order, and with no other', async () => {
    const both = await kept(4, { filter: { kind: ['Clinic', 'Practice'] } });
    const { digests } = own.store;
    const last = async (filter: RememberedDigest['filter']) =>
      (await digests.lastComplete('terminal', NOW_MS, filter))?.id;
    expect(await last({ kind: ['Practice', 'Clinic'] })).toBe(both);
    expect([await last({}), await last({ kind: ['Clinic'] })]).toEqual([undefined, undefined]);
    expect(await last({ kind: ['Clinic', 'Practice'], cadence: ['weekly'] })).toBeUndefined();
    const everybody = await kept(3, { filter: {} });
    expect([await last({}), await last(CLINICS)]).toEqual([everybody, everybody]);
    expect((await digests.history('terminal', 9, CLINICS)).length).toBe(0);
  });

  it('remember what incomplete ones have told since, in the order in which they did', async () => {
    await kept(5, { isComplete: false });
    const told = [
      await kept(3, { isComplete: false }),
      await kept(2, { isComplete: false, scope: 'channel:C1' }),
    ];
    await kept(3, { isComplete: false, wasPosted: false });
    await kept(2, { isComplete: false, scope: 'elsewhere' });
    await kept(3);
    const { digests } = own.store;
    const found = await digests.incompleteTold(['terminal', 'channel:C1'], NOW_MS - 4 * DAY_MS, NOW_MS);
    expect(found.map(({ id }) => id)).toEqual(told);
    expect(await digests.incompleteTold([], 0, NOW_MS)).toEqual([]);
  });

  it('remember all incomplete ones, however many there are: nobody’s recovery is lost', async () => {
    for (let each = 0; each < 30; each += 1) await kept(3, { isComplete: false });
    expect(await own.store.digests.incompleteTold(['terminal'], 0, NOW_MS)).toHaveLength(30);
  });

  it('tell which was posted last: one that was held back does not count', async () => {
    const posted = await kept(2, { wasPosted: false });
    await kept(1, { wasPosted: false });
    expect(await own.store.digests.lastPosted('terminal')).toBeNull();
    expect(await own.store.digests.notePosted(posted)).toBe(true);
    expect(await own.store.digests.lastPosted('terminal')).toMatchObject({ id: posted, wasPosted: true });
  });

  it('make a trend of the newest complete ones, oldest first, with one for each run', async () => {
    const runs = [run, fleetRun(), fleetRun()];
    for (const other of runs.slice(1)) await own.store.fleetRuns.keep(other);
    for (const [index, { id: runId }] of runs.entries()) {
      await kept(4 - index, { runId, wasPosted: false, madeAtMs: NOW_MS });
      await kept(4 - index, { runId, madeAtMs: NOW_MS + 1 });
    }
    await kept(1, { isComplete: false });
    const history = await own.store.digests.history('terminal', 2, CLINICS);
    expect(history.map(({ runId, wasPosted }) => [runId, wasPosted])).toEqual([
      [runs[1]?.id, true],
      [runs[2]?.id, true],
    ]);
  });

  it('tell when the last complete one by the clock was made that reached people, for else a bot that posts nothing seems alive', async () => {
    const scope = `subscription:${randomUUID()}`;
    for (const other of ['channel:C1', 'person:U1', 'terminal']) await kept(0, { scope: other });
    await kept(0, { scope, wasPosted: false });
    await kept(0, { scope, isComplete: false });
    expect(await own.store.digests.lastCompleteAtMs()).toBeNull();
    await kept(3, { scope });
    expect(await own.store.digests.lastCompleteAtMs()).toBe(NOW_MS - 3 * DAY_MS);
    await kept(2, { scope, wasPosted: false, isQuiet: true });
    expect(await own.store.digests.lastCompleteAtMs()).toBe(NOW_MS - 2 * DAY_MS);
  });
});
