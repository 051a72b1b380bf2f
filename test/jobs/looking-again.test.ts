import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Canary, Outcome } from '../../src/checks/fleet.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import { createDigests } from '../../src/digests/create-digests.ts';
import type { Digests } from '../../src/digests/digests.ts';
import type { FleetRun } from '../../src/digests/fleet-run.ts';
import type { Subscription } from '../../src/digests/subscription.ts';
import { createEnqueueDue } from '../../src/jobs/enqueue-due.ts';
import { createRunDigest, type RunDigestSettings } from '../../src/jobs/run-digest.ts';
import { missing, outcome, runOf } from '../digests/example.ts';
import { gadgetCheck } from '../handlers/gadget-check.ts';
import { subscription as keptSubscription } from '../store/kept.ts';
import { keptStore } from '../store/kept-store.ts';
import { enqueueing } from './enqueueing.ts';

const DUE_MS = Date.parse('2025-07-21T20:10:00Z');
const WINDOW_CLOSED_MS = DUE_MS - 10 * MINUTE_MS;

describe('a digest whose sources were quiet', () => {
  const own = keptStore();
  let nowMs: number;
  /** When Sentry's project has its first event after the window. */
  let eventAtMs: number;
  let outcomes: readonly Outcome[];
  let readings: number;
  /** What the queue has taken, and what of that waits. */
  let sent: Map<string, object>;
  let waiting: string[];
  /** As-of of what stands in Slack, by key. */
  let posts: Map<string, number>;
  let settled: string[];
  let logged: object[];
  let subscription: Subscription;

  beforeEach(async () => {
    nowMs = DUE_MS;
    eventAtMs = Infinity;
    outcomes = [missing('a'), outcome('b')];
    readings = 0;
    sent = new Map();
    waiting = [];
    posts = new Map();
    settled = [];
    logged = [];
    subscription = keptSubscription({
      checkId: gadgetCheck.id,
      schedule: { kind: 'cron', cron: '10 20 * * 1', timeZone: 'UTC' },
      createdAtMs: 0,
      nextDueAtMs: DUE_MS,
    });
    await own.store.subscriptions.add(subscription);
  });

  async function read(): Promise<FleetRun> {
    readings += 1;
    const isAlive = eventAtMs <= nowMs;
    const canary: Canary = {
      source: 'sentry',
      sign: 'event',
      of: null,
      sinceMs: WINDOW_CLOSED_MS,
      newestAtMs: isAlive ? eventAtMs : null,
      status: isAlive ? 'alive' : 'silent',
    };
    const { coverage } = runOf(outcomes);
    const run = runOf(outcomes, {
      id: randomUUID(),
      checkId: gadgetCheck.id,
      asOfMs: nowMs,
      rulesVersion: gadgetCheck.rulesVersion,
      settingsKey: gadgetCheck.fleet?.settingsKey ?? null,
      canaries: [canary],
      coverage: { ...coverage, isComplete: isAlive },
    });
    await own.store.fleetRuns.keep(run);
    return run;
  }

  const useCase = (): Digests =>
    createDigests({
      checks: new Map([[gadgetCheck.id, gadgetCheck]]),
      readFleet: read,
      runs: own.store.fleetRuns,
      memory: own.store.digests,
      mutes: own.store.mutes,
      clock: () => nowMs,
      onUnreadableFacts: () => {},
    });

  const settings = (): RunDigestSettings => ({
    subscriptions: own.store.subscriptions,
    plannedDigests: own.store.plannedDigests,
    keptDigests: own.store.digests,
    outbox: own.store.outbox,
    digests: useCase(),
    async postOnce({ key, channelId, message }) {
      const place = { channelId, ts: '1.1' };
      if (posts.has(key)) return { kind: 'stands', ...place };
      await own.store.outbox.noteCall({ key, channelId, threadTs: null }, nowMs);
      posts.set(key, Number(message(false).text));
      return { kind: 'posted', isRepeat: false, ...place };
    },
    pause: () => Promise.reject(new Error('not paused here')),
    isAllowed: () => true,
    isSharedOutsideNow: async () => false,
    draw:
      async ({ digest }) =>
      () => ({ text: String(digest.asOfMs), blocks: [] }),
    onCompleteDigest: async () => {},
    onSettled: (one) => void settled.push(one),
    clock: () => nowMs,
    newRequestId: () => 'request',
    log: { info: (fields, message) => void logged.push({ ...fields, message }) },
  });

  async function tick(): Promise<void> {
    const before = new Set(sent.keys());
    const log = { error: (fields: object) => void logged.push(fields) };
    await createEnqueueDue(enqueueing(own.store, sent, { reviewsOf: () => gadgetCheck.fleet, log }))(nowMs);
    waiting.push(...[...sent.keys()].filter((id) => !before.has(id)));
  }

  /** Works on whatever waits. One that fails waits again. */
  async function work(change: Partial<RunDigestSettings> = {}): Promise<void> {
    for (const id of waiting.splice(0)) {
      try {
        await createRunDigest({ ...settings(), ...change })(sent.get(id), new AbortController().signal);
      } catch (error) {
        waiting.push(id);
        throw error;
      }
    }
  }

  /** Lets minutes pass, as a living replica does. */
  async function liveUntil(untilMs: number): Promise<void> {
    for (; nowMs <= untilMs; nowMs += MINUTE_MS) {
      await tick();
      await work();
    }
  }

  const minutesOf = (asOf: Iterable<number>) => [...asOf].map((atMs) => (atMs - DUE_MS) / MINUTE_MS);
  const baselineRunId = async () =>
    (await own.store.digests.lastComplete(`subscription:${subscription.id}`, nowMs + DAY_MS, {}))?.runId ??
    null;

  it('is told complete once the source has written, and nothing is posted before', async () => {
    eventAtMs = DUE_MS + 20 * MINUTE_MS;
    await liveUntil(DUE_MS + 29 * MINUTE_MS);
    expect({ posts: posts.size, readings, settled, baseline: await baselineRunId() }).toEqual({
      posts: 0,
      readings: 2,
      settled: [],
      baseline: null,
    });
    expect(logged).toMatchObject([
      { message: 'digest put off', lookAgain: '2025-07-21T20:25:00.000Z' },
      { message: 'digest put off', lookAgain: '2025-07-21T20:40:00.000Z' },
    ]);
    await liveUntil(DUE_MS + 2 * HOUR_MS);
    expect(minutesOf(posts.values())).toEqual([30]);
    expect({ readings, settled }).toEqual({ readings: 3, settled: ['posted'] });
    expect(await baselineRunId()).not.toBeNull();
  });

  it('is told as it is after 45 minutes, where the source stays quiet: once, and as no baseline', async () => {
    await liveUntil(DUE_MS + 2 * HOUR_MS);
    expect(minutesOf(posts.values())).toEqual([45]);
    expect({ readings, settled, baseline: await baselineRunId() }).toEqual({
      readings: 4,
      settled: ['posted'],
      baseline: null,
    });
    const kept = await own.database.run('select was_posted from digests order by as_of');
    expect(kept.map(({ was_posted: wasPosted }) => wasPosted)).toEqual([false, false, false, true]);
  });

  it('is read once for all subscriptions that are put off together', async () => {
    await own.store.subscriptions.add({ ...subscription, id: randomUUID(), channelId: 'C2' });
    await liveUntil(DUE_MS + HOUR_MS);
    expect({ readings, posts: posts.size }).toEqual({ readings: 4, posts: 2 });
  });

  it('is compared with what people were told before, and not with what was put off', async () => {
    eventAtMs = DUE_MS;
    await liveUntil(DUE_MS + MINUTE_MS);
    const told = await baselineRunId();
    nowMs = DUE_MS + 7 * DAY_MS;
    eventAtMs = Infinity;
    outcomes = [missing('a'), missing('b')];
    await liveUntil(nowMs + 29 * MINUTE_MS);
    expect(posts.size).toBe(1);
    eventAtMs = nowMs;
    await liveUntil(nowMs + 5 * MINUTE_MS);
    expect(posts.size).toBe(2);
    const last = await own.store.digests.lastPosted(`subscription:${subscription.id}`);
    expect(last).toMatchObject({ isComplete: true, baselineRunId: told });
  });

  describe('loses nothing, and stands once', () => {
    const die = async (): Promise<never> => {
      throw new Error('dead');
    };

    it('where all replicas are dead between two looks', async () => {
      await liveUntil(DUE_MS);
      expect(posts.size).toBe(0);
      nowMs = DUE_MS + 40 * MINUTE_MS;
      eventAtMs = nowMs;
      await liveUntil(nowMs + 30 * MINUTE_MS);
      expect(minutesOf(posts.values())).toEqual([40]);
      expect(settled).toEqual(['posted']);
    });

    it('where one dies before it has noted the next look: the next one reads nothing anew for it', async () => {
      await tick();
      const { plannedDigests } = own.store;
      await expect(work({ plannedDigests: { ...plannedDigests, putOff: die } })).rejects.toThrow('dead');
      expect(await plannedDigests.waitingLooks()).toEqual([]);
      nowMs += MINUTE_MS;
      await work();
      expect(readings).toBe(1);
      expect(await plannedDigests.waitingLooks()).toMatchObject([
        { look: 1, lookAtMs: DUE_MS + 15 * MINUTE_MS },
      ]);
      await liveUntil(DUE_MS + HOUR_MS);
      expect(minutesOf(posts.values())).toEqual([45]);
    });

    it('where one dies after it has noted the next look: its job, made again, does nothing', async () => {
      await liveUntil(DUE_MS);
      waiting = [...sent.keys()];
      await work({ isSharedOutsideNow: die });
      expect({ readings, posts: posts.size, settled }).toEqual({ readings: 1, posts: 0, settled: [] });
      await liveUntil(DUE_MS + HOUR_MS);
      expect({ posts: posts.size, settled }).toEqual({ posts: 1, settled: ['posted'] });
    });

    it('where one dies with the post made and not noted: a digest that may stand is never put off', async () => {
      eventAtMs = DUE_MS;
      await tick();
      const { digests } = settings();
      await expect(work({ digests: { ...digests, notePosted: die } })).rejects.toThrow('dead');
      // What it had made is gone, and the source as good as dead.
      await own.database.run('truncate digests, fleet_runs');
      eventAtMs = Infinity;
      nowMs += MINUTE_MS;
      await work();
      expect({ posts: posts.size, settled }).toEqual({ posts: 1, settled: ['posted'] });
    });

    it('where nothing runs any more until it is too late: it is told as skipped by the next one', async () => {
      await liveUntil(DUE_MS);
      nowMs = DUE_MS + HOUR_MS;
      await tick();
      await work();
      expect({ posts: posts.size, settled }).toEqual({ posts: 0, settled: ['skipped'] });
      expect(await own.store.plannedDigests.unreported(subscription.id)).toEqual([DUE_MS]);
    });
  });

  it('is not told any more where the subscription was paused between two looks', async () => {
    await liveUntil(DUE_MS);
    const paused = { kind: 'paused', reason: 'by-person', byUserId: 'U1', atMs: nowMs } as const;
    await own.store.subscriptions.setStatus(subscription.id, paused, null);
    await liveUntil(DUE_MS + HOUR_MS);
    expect({ posts: posts.size, settled }).toEqual({ posts: 0, settled: ['cancelled'] });
    expect(await own.store.plannedDigests.waitingLooks()).toEqual([]);
  });
});
