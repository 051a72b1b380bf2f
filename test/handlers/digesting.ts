import { isDeepStrictEqual } from 'node:util';
import type { Digesting } from '../../handlers/shared/handling.ts';
import type { Check } from '../../src/checks/check.ts';
import type { Outcome } from '../../src/checks/fleet.ts';
import { createDigests, type DigestsSettings } from '../../src/digests/create-digests.ts';
import type { Filter, Mute } from '../../src/digests/digest.ts';
import type { FleetRun } from '../../src/digests/fleet-run.ts';
import type { RememberedDigest } from '../../src/digests/memory.ts';
import { createReopenAsMade } from '../../src/digests/reopen-as-made.ts';
import { overAtMs } from '../../src/digests/mutes.ts';
import type { Subscription } from '../../src/digests/subscription.ts';
import { createPauseSubscription } from '../../src/jobs/pause-subscription.ts';
import { nextDueAfterMs } from '../../src/jobs/planning.ts';
import { pausedMessage } from '../../src/slack/paused-message.ts';
import type { PostingMemory, PostOnce, PostRemembered } from '../../src/slack/post-once.ts';
import { wordsIn } from '../../src/words/slack.ts';
import { runOf } from '../digests/example.ts';

/** What the bot remembers of digests, in the memory of the test, and what it would read. */
export interface RememberedDigests {
  /** How everybody is now, as far as the next reading tells. */
  outcomes: readonly Outcome[];
  /** What else the next reading tells. */
  run: Partial<FleetRun>;
  /** Held back as long as the test wants. */
  whileReading: () => Promise<void>;
  readonly digests: Map<string, RememberedDigest>;
  readonly subscriptions: Map<string, Subscription>;
  readonly mutes: Mute[];
}

export function rememberedDigests(): RememberedDigests {
  return {
    outcomes: [],
    run: {},
    whileReading: async () => {},
    digests: new Map(),
    subscriptions: new Map(),
    mutes: [],
  };
}

/** The real use case on the memory of the test. */
export function digestingOf(
  remembered: RememberedDigests,
  {
    checks,
    clock,
    postOnce,
  }: { readonly checks: readonly Check[]; readonly clock: () => number; readonly postOnce: PostOnce },
): Digesting {
  const { digests: kept, subscriptions: subscribed, mutes: muted } = remembered;
  const runs = new Map<string, FleetRun>();
  const ended: Mute[] = [];
  let made = 0;

  const ofScope = (scope: string) =>
    [...kept.values()].filter((digest) => digest.scope === scope && digest.isComplete);

  const mutes: Digesting['mutes'] = {
    async add(mute) {
      await this.end(mute.checkId, mute.subjectId, mute.atMs);
      muted.push({ ...mute, why: mute.why.replaceAll(/\S+@\S+/gu, '[address]') });
    },
    async end(checkId, subjectId, atMs) {
      const at = muted.findIndex((mute) => mute.checkId === checkId && mute.subjectId === subjectId);
      if (at === -1) return false;
      ended.push(...muted.splice(at, 1).map((mute) => ({ ...mute, endedAtMs: atMs })));
      return true;
    },
    activeAt: async (checkId, nowMs) =>
      [...ended, ...muted].filter(
        (mute) => mute.checkId === checkId && mute.atMs <= nowMs && overAtMs(mute) > nowMs,
      ),
  };

  const subscriptions: Digesting['subscriptions'] = {
    async add(subscription) {
      const keyOf = ({ checkId, channelId, filter }: Subscription) =>
        JSON.stringify([checkId, channelId, filter]);
      const isThere = [...subscribed.values()].some((each) => keyOf(each) === keyOf(subscription));
      if (!isThere) subscribed.set(subscription.id, subscription);
      return !isThere;
    },
    find: async (id) => subscribed.get(id) ?? null,
    list: async (channelId) => [...subscribed.values()].filter((each) => each.channelId === channelId),
    async setStatus(id, status, nextDueAtMs) {
      const subscription = subscribed.get(id);
      if (subscription === undefined) return false;
      subscribed.set(id, { ...subscription, status, nextDueAtMs });
      return true;
    },
    remove: async (id) => subscribed.delete(id),
  };

  const pause = createPauseSubscription({
    subscriptions,
    postOnce,
    noticeOf: ({ channelId, locale }, reason, isRepeat) =>
      pausedMessage({ channelId, reason, isRepeat }, wordsIn(locale)),
    clock,
    log: { info: () => {} },
  });

  const settings: Omit<DigestsSettings, 'clock'> = {
    checks: new Map(checks.map((check) => [check.id, check])),
    async readFleet({ checkId }) {
      await remembered.whileReading();
      made += 1;
      const asOfMs = clock();
      const run = runOf(remembered.outcomes, { id: `run-${made}`, checkId, asOfMs, ...remembered.run });
      runs.set(run.id, run);
      return run;
    },
    runs: {
      find: async (id) => runs.get(id) ?? null,
      newestSince: async () => null,
      async *factsOf() {},
    },
    memory: {
      keep: async (digest) => void kept.set(digest.id, digest),
      async notePosted(id) {
        const digest = kept.get(id);
        if (digest !== undefined) kept.set(id, { ...digest, wasPosted: true });
        return digest !== undefined;
      },
      find: async (id) => kept.get(id) ?? null,
      incompleteTold: async (scopes, afterMs, beforeMs) =>
        [...kept.values()].filter(
          ({ scope, isComplete, wasPosted, asOfMs }) =>
            scopes.includes(scope) && !isComplete && wasPosted && asOfMs > afterMs && asOfMs < beforeMs,
        ),
      lastComplete: async (scope, beforeMs, filter) =>
        ofScope(scope)
          .toReversed()
          .find((digest) => digest.asOfMs < beforeMs && covers(digest.filter, filter)) ?? null,
      history: async (scope, limit, filter) =>
        ofScope(scope)
          .filter((digest) => isDeepStrictEqual(digest.filter, filter))
          .slice(-limit),
    },
    mutes,
    onUnreadableFacts: () => {},
  };

  return {
    subscriptions,
    mutes,
    nextDueAfterMs,
    drawTrend: async () => new Uint8Array([2]),
    pauseShared: async (subscription) => void (await pause(subscription, 'channel-shared')),
    digests: createDigests({ ...settings, clock }),
    reopenAsMade: createReopenAsMade(settings),
  };
}

function covers(of: Filter, filter: Filter): boolean {
  return Object.keys(of).length === 0 || isDeepStrictEqual(of, filter);
}

/** An outbox in the memory of the test. */
export function postingMemory(): PostingMemory {
  const noted = new Map<string, PostRemembered>();
  return {
    find: async (key) => noted.get(key) ?? null,
    async noteCall({ key }, atMs) {
      const before = noted.get(key) ?? { notedAtMs: atMs, attempts: 0, postedTs: null };
      const now = { ...before, calledAtMs: atMs, attempts: before.attempts + 1 };
      noted.set(key, now);
      return now;
    },
    async noteRefused(key) {
      noted.delete(key);
    },
    async notePosted(key, ts) {
      const before = noted.get(key);
      if (before !== undefined) noted.set(key, { ...before, postedTs: ts });
    },
  };
}
