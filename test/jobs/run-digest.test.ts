import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { Digest } from '../../src/digests/digest.ts';
import type { MadeDigest } from '../../src/digests/digests.ts';
import type { Subscription } from '../../src/digests/subscription.ts';
import { idOf } from '../../src/jobs/digest-job.ts';
import { createPauseSubscription } from '../../src/jobs/pause-subscription.ts';
import { createRunDigest, type RunDigestSettings } from '../../src/jobs/run-digest.ts';
import { currentPriority } from '../../src/request-context.ts';
import type { PostOnce } from '../../src/slack/post-once.ts';
import { compared, incompleteRunOf, missing, outcome, runOf } from '../digests/example.ts';
import { keptStore } from '../store/kept-store.ts';

const DUE_MS = Date.parse('2025-07-21T20:00:00Z');
const CHANGED = compared(runOf([missing('a')]), [outcome('a')]);
const QUIET = compared(runOf([outcome('a')]), [outcome('a')]);
const INCOMPLETE = compared(incompleteRunOf([missing('a')]), [outcome('a')]);

describe('one planned digest', () => {
  const own = keptStore();
  /** What stands in Slack. */
  let posts: { readonly key: string; readonly placeId: string; readonly text: string }[];
  let made: Map<string, MadeDigest>;
  let postedAtMs: number | null;
  let closedPlaces: Set<string>;
  let completeRuns: number;
  let settled: string[];
  let nowMs: number;
  let digest: Digest;
  let subscription: Subscription;

  beforeEach(async () => {
    posts = [];
    made = new Map();
    postedAtMs = null;
    closedPlaces = new Set();
    completeRuns = 0;
    settled = [];
    nowMs = DUE_MS + MINUTE_MS;
    digest = CHANGED;
    subscription = await subscribed();
  });

  const subscribed = async (change: Partial<Subscription> = {}): Promise<Subscription> => {
    const added: Subscription = {
      id: randomUUID(),
      checkId: 'widgets',
      channelId: 'C1',
      schedule: { kind: 'after-slot' },
      filter: { kind: ['Clinic'] },
      locale: 'es',
      quiet: 'each-time',
      status: { kind: 'active' },
      createdByUserId: 'U1',
      createdAtMs: 0,
      nextDueAtMs: DUE_MS + 7 * DAY_MS,
      ...change,
    };
    await own.store.subscriptions.add(added);
    return added;
  };

  const postOnce: PostOnce = async ({ key, channelId, message }) => {
    if (closedPlaces.has(channelId)) return { kind: 'closed', reason: 'is_archived' };
    const place = { channelId, ts: '1.1' };
    if (posts.some((post) => post.key === key)) return { kind: 'stands', ...place };
    posts.push({ key, placeId: channelId, text: message(false).text });
    return { kind: 'posted', isRepeat: false, ...place };
  };

  const settings = (change: Partial<RunDigestSettings> = {}): RunDigestSettings => ({
    subscriptions: own.store.subscriptions,
    plannedDigests: own.store.plannedDigests,
    keptDigests: {
      lastPosted: async (scope) =>
        postedAtMs === null
          ? null
          : {
              id: 'earlier',
              scope,
              checkId: 'widgets',
              runId: 'run',
              asOfMs: postedAtMs,
              isComplete: true,
              isQuiet: false,
              counts: digest.counts,
              filter: {},
              baselineRunId: null,
              baselineDigestId: null,
              toldDigestIds: [],
              skippedDueAtMs: [],
              madeAtMs: postedAtMs,
              wasPosted: true,
            },
    },
    outbox: own.store.outbox,
    digests: {
      async make({ id = randomUUID(), scope, skippedDueAtMs }) {
        const one = { id, scope, digest: { ...digest, skippedDueAtMs } };
        made.set(id, one);
        return one;
      },
      reopen: async (id) => made.get(id) ?? null,
      notePosted: async () => {
        postedAtMs = digest.asOfMs;
        return true;
      },
    },
    postOnce,
    pause: createPauseSubscription({
      subscriptions: own.store.subscriptions,
      postOnce,
      noticeOf: (_, reason) => ({ text: `paused: ${reason}`, blocks: [] }),
      clock: () => nowMs,
      log: { info: () => {} },
    }),
    isAllowed: () => true,
    isSharedOutsideNow: async () => false,
    draw:
      async ({ id }, { locale }) =>
      () => ({ text: `digest ${id} in ${locale}`, blocks: [] }),
    async onCompleteDigest() {
      completeRuns += 1;
    },
    onSettled: (one) => void settled.push(one),
    clock: () => nowMs,
    newRequestId: () => 'request',
    log: { info: () => {} },
    ...change,
  });
  const run = (change: Partial<RunDigestSettings> = {}, signal = new AbortController().signal) =>
    createRunDigest(settings(change))({ subscriptionId: subscription.id, dueAtMs: DUE_MS }, signal);
  const statusOf = (dueAtMs = DUE_MS) => own.store.plannedDigests.statusOf(subscription.id, dueAtMs);
  const pausedFor = async () => {
    const { status, nextDueAtMs } = (await own.store.subscriptions.find(subscription.id)) ?? {};
    return status?.kind === 'paused' ? { reason: status.reason, nextDueAtMs } : null;
  };

  it('is made of what the channel subscribed to, posted in its language, and told outside', async () => {
    const id = idOf({ subscriptionId: subscription.id, dueAtMs: DUE_MS });
    const asked: unknown[] = [];
    const { digests } = settings();
    await run({
      digests: {
        ...digests,
        async make(request) {
          asked.push({ ...request, priority: currentPriority() });
          return digests.make(request);
        },
      },
    });
    expect(asked).toEqual([
      {
        id,
        checkId: 'widgets',
        scope: `subscription:${subscription.id}`,
        baselineScopes: [`subscription:${subscription.id}`],
        fallbackScopes: ['channel:C1:widgets'],
        filter: { kind: ['Clinic'] },
        notBeforeMs: DUE_MS,
        skippedDueAtMs: [],
        requestId: 'request',
        priority: 'scheduled',
      },
    ]);
    expect(posts).toEqual([{ key: `digest:${id}`, placeId: 'C1', text: `digest ${id} in es` }]);
    expect({ completeRuns, settled, status: await statusOf() }).toEqual({
      completeRuns: 1,
      settled: ['posted'],
      status: 'posted',
    });
  });

  it('is made once, whoever gets its job again', async () => {
    await run();
    made.clear();
    await run();
    expect({ posts: posts.length, made: made.size, completeRuns }).toEqual({
      posts: 1,
      made: 0,
      completeRuns: 1,
    });
  });

  it('of incomplete sources does not tell outside that all is well', async () => {
    digest = INCOMPLETE;
    await run();
    expect({ posts: posts.length, completeRuns }).toEqual({ posts: 1, completeRuns: 0 });
  });

  /** Everything that an attempt does, in order. */
  const ENDS: readonly (readonly [
    string,
    (alive: RunDigestSettings, die: () => Promise<never>) => Partial<RunDigestSettings>,
  ])[] = [
    ['reading', ({ digests }, die) => ({ digests: { ...digests, make: die } })],
    ['posting', (_, die) => ({ postOnce: die })],
    ['noting the post', ({ digests }, die) => ({ digests: { ...digests, notePosted: die } })],
    [
      'noting what it reported',
      ({ plannedDigests }, die) => ({ plannedDigests: lending(plannedDigests, { noteReported: die }) }),
    ],
    ['telling outside', (_, die) => ({ onCompleteDigest: die })],
    ['settling', ({ plannedDigests }, die) => ({ plannedDigests: lending(plannedDigests, { settle: die }) })],
  ];

  it.each(ENDS)(
    'whose first attempt ends before %s is the same digest in the second, and stands once',
    async (_, dying) => {
      await own.store.plannedDigests.skip(subscription.id, DUE_MS - DAY_MS, 'missed');
      const die = async (): Promise<never> => {
        throw new Error('dead');
      };
      await expect(run(dying(settings(), die))).rejects.toThrow('dead');
      await run();
      expect({ posts: posts.length, made: made.size, status: await statusOf() }).toEqual({
        posts: 1,
        made: 1,
        status: 'posted',
      });
      expect([...made.values()][0]?.digest.skippedDueAtMs).toEqual([DUE_MS - DAY_MS]);
      expect(await own.store.plannedDigests.unreported(subscription.id)).toEqual([]);
    },
  );

  it('posts nothing once its job was given to another replica', async () => {
    const given = new AbortController();
    const { digests } = settings();
    const attempt = run(
      {
        digests: {
          ...digests,
          async make(request) {
            given.abort();
            return digests.make(request);
          },
        },
      },
      given.signal,
    );
    await expect(attempt).rejects.toThrow('aborted');
    expect({ posts, status: await statusOf() }).toEqual({ posts: [], status: null });
  });

  describe('with nothing to tell', () => {
    beforeEach(() => {
      digest = QUIET;
    });

    it('is said each time, where the channel wants that', async () => {
      postedAtMs = QUIET.asOfMs - DAY_MS;
      await run();
      expect(posts).toHaveLength(1);
    });

    it.each([
      ['a day ago: it is withheld', DAY_MS, 'withheld'],
      ['a week ago, less a minute: it is said', 7 * DAY_MS - MINUTE_MS, 'posted'],
    ])('is said weekly, and the last one was posted %s', async (_, agoMs, status) => {
      subscription = await subscribed({ channelId: 'C2', quiet: 'weekly' });
      postedAtMs = QUIET.asOfMs - agoMs;
      await run();
      expect({ posts: posts.length, status: await statusOf(), completeRuns, settled }).toEqual({
        posts: status === 'posted' ? 1 : 0,
        status,
        completeRuns: 1,
        settled: [status],
      });
    });

    it('is said where it is the first one', async () => {
      subscription = await subscribed({ channelId: 'C2', quiet: 'weekly' });
      await run();
      expect(posts).toHaveLength(1);
    });
  });

  describe('an hour late', () => {
    beforeEach(() => {
      nowMs = DUE_MS + HOUR_MS;
    });

    it('is skipped, and reported by the next one, once', async () => {
      await own.store.plannedDigests.plan(subscription.id, DUE_MS);
      await run();
      expect({ posts, made: made.size, status: await statusOf() }).toEqual({
        posts: [],
        made: 0,
        status: 'skipped',
      });
      for (const [days, reported] of [
        [1, [DUE_MS]],
        [2, []],
      ] as const) {
        nowMs = DUE_MS + days * DAY_MS;
        const dueAtMs = nowMs;
        await createRunDigest(settings())(
          { subscriptionId: subscription.id, dueAtMs },
          new AbortController().signal,
        );
        const id = idOf({ subscriptionId: subscription.id, dueAtMs });
        expect(made.get(id)?.digest.skippedDueAtMs).toEqual(reported);
      }
    });

    it('is finished all the same where it may stand in Slack already', async () => {
      const key = `digest:${idOf({ subscriptionId: subscription.id, dueAtMs: DUE_MS })}`;
      await own.store.outbox.noteCall({ key, channelId: 'C1', threadTs: null }, DUE_MS);
      await run();
      expect({ posts: posts.length, status: await statusOf() }).toEqual({ posts: 1, status: 'posted' });
    });
  });

  describe('is made no more', () => {
    it('where the subscription was ended', async () => {
      await own.store.subscriptions.remove(subscription.id);
      await run();
      expect({ made: made.size, posts, settled }).toEqual({ made: 0, posts: [], settled: [] });
    });

    it('where the subscription was paused', async () => {
      const paused = { kind: 'paused', reason: 'by-person', byUserId: 'U1', atMs: 0 } as const;
      await own.store.subscriptions.setStatus(subscription.id, paused, null);
      await run();
      expect({ made: made.size, posts, status: await statusOf() }).toEqual({
        made: 0,
        posts: [],
        status: 'cancelled',
      });
    });

    it('where the channel is shared with others by now: it is paused, with a word there', async () => {
      await run({ isSharedOutsideNow: async () => true });
      expect(posts).toMatchObject([{ placeId: 'C1', text: 'paused: channel-shared' }]);
      expect(await pausedFor()).toEqual({ reason: 'channel-shared', nextDueAtMs: null });
      expect({ made: made.size, status: await statusOf() }).toEqual({ made: 0, status: 'cancelled' });
    });

    it('where the bot cannot see the channel any more: whoever subscribed is told', async () => {
      closedPlaces.add('C1');
      await run({ isSharedOutsideNow: async () => true });
      expect(posts).toMatchObject([{ placeId: 'U1', text: 'paused: channel-closed' }]);
      expect(await pausedFor()).toEqual({ reason: 'channel-closed', nextDueAtMs: null });
    });

    it('where Slack lets nothing be posted any more: whoever subscribed is told, once', async () => {
      closedPlaces.add('C1');
      await expect(
        run({
          pause: createPauseSubscription({
            subscriptions: { setStatus: async () => Promise.reject(new Error('dead')) },
            postOnce,
            noticeOf: (_, reason) => ({ text: `paused: ${reason}`, blocks: [] }),
            clock: () => nowMs,
            log: { info: () => {} },
          }),
        }),
      ).rejects.toThrow('dead');
      await run();
      expect(posts).toMatchObject([{ placeId: 'U1', text: 'paused: channel-closed' }]);
      expect(await pausedFor()).toEqual({ reason: 'channel-closed', nextDueAtMs: null });
      expect({ completeRuns, status: await statusOf() }).toEqual({ completeRuns: 0, status: 'cancelled' });
    });

    it('where nobody can be told either', async () => {
      closedPlaces = new Set(['C1', 'U1']);
      await run();
      expect({ posts, paused: await pausedFor() }).toEqual({
        posts: [],
        paused: { reason: 'channel-closed', nextDueAtMs: null },
      });
    });

    it('where digests are not allowed in that channel any more', async () => {
      await run({ isAllowed: (channelId) => channelId !== 'C1' });
      expect(posts).toMatchObject([{ placeId: 'U1' }]);
      expect(await pausedFor()).toMatchObject({ reason: 'channel-closed' });
    });
  });

  describe('is kept back, though it is made', () => {
    /** Something happens while all subjects are read. */
    const runWhile = async (
      happen: () => unknown,
      change: Partial<RunDigestSettings> = {},
    ): Promise<void> => {
      const { digests } = settings();
      await run({
        ...change,
        digests: {
          ...digests,
          async make(request) {
            await happen();
            return digests.make(request);
          },
        },
      });
    };

    it('where its channel is shared meanwhile: all that stands there is the word of the pause', async () => {
      let isShared = false;
      await runWhile(() => (isShared = true), { isSharedOutsideNow: async () => isShared });
      expect(posts).toMatchObject([{ placeId: 'C1', text: 'paused: channel-shared' }]);
      expect({ made: made.size, completeRuns, settled, status: await statusOf() }).toEqual({
        made: 1,
        completeRuns: 0,
        settled: ['cancelled'],
        status: 'cancelled',
      });
      expect(await pausedFor()).toEqual({ reason: 'channel-shared', nextDueAtMs: null });
    });

    it('where another replica has paused it meanwhile, as Slack told that one alone', async () => {
      const paused = { kind: 'paused', reason: 'channel-shared', byUserId: null, atMs: 0 } as const;
      await runWhile(() => own.store.subscriptions.setStatus(subscription.id, paused, null));
      expect({ posts, settled, status: await statusOf() }).toEqual({
        posts: [],
        settled: ['cancelled'],
        status: 'cancelled',
      });
    });

    it('where the subscription is ended meanwhile', async () => {
      await runWhile(() => own.store.subscriptions.remove(subscription.id));
      expect({ posts, settled }).toEqual({ posts: [], settled: ['cancelled'] });
    });

    it('until Slack tells again who is in the channel', async () => {
      let isTold = true;
      const isSharedOutsideNow = async () => {
        if (!isTold) throw new Error('down');
        return false;
      };
      await expect(runWhile(() => (isTold = false), { isSharedOutsideNow })).rejects.toThrow('down');
      expect({ posts, status: await statusOf(), paused: await pausedFor() }).toEqual({
        posts: [],
        status: null,
        paused: null,
      });
      isTold = true;
      await run({ isSharedOutsideNow });
      expect({ posts: posts.length, made: made.size }).toEqual({ posts: 1, made: 1 });
    });
  });

  it('waits where Slack does not tell who is in the channel', async () => {
    await expect(run({ isSharedOutsideNow: async () => Promise.reject(new Error('down')) })).rejects.toThrow(
      'down',
    );
    expect({ made: made.size, posts, status: await statusOf(), paused: await pausedFor() }).toEqual({
      made: 0,
      posts: [],
      status: null,
      paused: null,
    });
  });
});

/** Methods of a class or a closure alike, some of them others. */
function lending(
  { statusOf, lookAt, putOff, settle, unreported, noteReported }: RunDigestSettings['plannedDigests'],
  change: Partial<RunDigestSettings['plannedDigests']>,
): RunDigestSettings['plannedDigests'] {
  return { statusOf, lookAt, putOff, settle, unreported, noteReported, ...change };
}
