import { WebClient, type WebClientOptions } from '@slack/web-api';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { HOUR_MS } from '../../src/diagnosis/time.ts';
import { createSlackHandlers } from '../../src/sandbox/stand-ins/slack/handlers.ts';
import {
  newMessage,
  type SlackWorld,
  type SlackWorldSettings,
} from '../../src/sandbox/stand-ins/slack/world.ts';
import { serve } from '../../src/sandbox/stand-ins/serve.ts';
import { section } from '../../src/slack/blocks.ts';
import {
  createPostFileOnce,
  createPostOnce,
  type PostOnceSettings,
} from '../../src/slack/create-post-once.ts';
import { givingWay } from '../../src/slack/give-way.ts';
import { POSTING_STEPS, type PostingStep, type PostOnceRequest } from '../../src/slack/post-once.ts';
import type { Wait } from '../../src/slack/wait.ts';
import { keptStore } from '../store/kept-store.ts';
import { NOW_MS } from '../store/kept.ts';
import { BOT_TOKEN, sandboxWorld } from './sandbox-world.ts';
import { silentBoltLogger, silentLog } from './silent-log.ts';

const KEY = 'aa7a0f2e-6f7f-5b2e-9f31-0e0c7b1d2a11';
const DEFAULT_PATIENCE_MS = 10_000;

/** The process ends: nothing after it happens. */
class Killed extends Error {}

const killedAt =
  (fatal: PostingStep) =>
  (step: PostingStep): void => {
    if (step === fatal) throw new Killed(step);
  };

const REQUEST: PostOnceRequest = {
  key: KEY,
  channelId: 'C1',
  threadTs: null,
  message: (isRepeat) => {
    const text = isRepeat ? 'may repeat: the digest' : 'the digest';
    return { text, blocks: [section({ markup: text })] };
  },
};

describe('a post that must stand once', () => {
  const own = keptStore();
  let world: SlackWorld;
  let slackUrl: string;
  let waited: number[];

  async function slackOf(
    over: Partial<SlackWorldSettings> = {},
    handlers = createSlackHandlers,
  ): Promise<void> {
    world = sandboxWorld(over);
    const slack = await serve(handlers(world));
    onTestFinished(() => slack.close());
    slackUrl = slack.url;
    waited = [];
  }

  /** One attempt by a process that knows nothing of earlier ones. */
  function attempt(
    change: Partial<PostOnceRequest> = {},
    over: Partial<PostOnceSettings> = {},
    patienceMs = DEFAULT_PATIENCE_MS,
  ) {
    const postOnce = createPostOnce({ ...settingsOf(patienceMs), ...over });
    return postOnce({ ...REQUEST, ...change });
  }

  /** The same of a file. */
  function attemptFile(over: Partial<PostOnceSettings> = {}) {
    const postFileOnce = createPostFileOnce({
      ...settingsOf(),
      upload: (url, bytes) => fetch(url, { method: 'POST', body: Buffer.from(bytes) }),
      ...over,
    });
    const file = { bytes: new Uint8Array([1]), title: 'the picture', altText: null };
    return postFileOnce({ key: KEY, channelId: 'C1', threadTs: null, extension: 'png', file: () => file });
  }

  function settingsOf(patienceMs = DEFAULT_PATIENCE_MS): PostOnceSettings {
    return {
      client: clientWith({ timeout: patienceMs }),
      wait: async (delayMs) => void waited.push(delayMs),
      memory: own.store.outbox,
      identity: async () => ({
        botId: 'B0BOT',
        scopes: world.settings.grantsOptionalScopes === true ? ['channels:history'] : ['chat:write'],
      }),
      clock: Date.now,
      log: silentLog,
    };
  }

  function clientWith(options: Partial<Pick<WebClientOptions, 'timeout' | 'fetch'>>): WebClient {
    return new WebClient(BOT_TOKEN, {
      slackApiUrl: `${slackUrl}/api/`,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: silentBoltLogger,
      ...options,
    });
  }

  /** A client whose calls of one method are on their way until they are let through. */
  function slowClient(method: string) {
    const sent = Promise.withResolvers<void>();
    const through = Promise.withResolvers<void>();
    const client = clientWith({
      fetch: async (url, init) => {
        if (String(url).endsWith(`/${method}`)) {
          sent.resolve();
          await through.promise;
        }
        return fetch(url, init);
      },
    });
    return { client, sent: sent.promise, letThrough: () => through.resolve() };
  }

  const texts = () => world.messages.map(({ text }) => text);
  const callsOf = (method: string) => world.calls.filter((call) => call.method === method).length;

  it('carries nothing but its key for programs to read', async () => {
    await slackOf();
    const outcome = await attempt();
    expect(outcome).toEqual({
      kind: 'posted',
      channelId: 'C1',
      ts: world.messages[0]?.ts,
      isRepeat: false,
    });
    expect(world.messages[0]?.metadata).toEqual({
      event_type: 'portal_check_post',
      event_payload: { key: KEY },
    });
  });

  it('goes through all its steps, in their order', async () => {
    await slackOf();
    const steps: [PostingStep, string][] = [];
    await attempt({}, { onStep: (step, key) => void steps.push([step, key]) });
    expect(steps).toEqual(POSTING_STEPS.map((step) => [step, KEY]));
  });

  it('is not made again once it is noted that it stands', async () => {
    await slackOf();
    const { ts } = { ts: '', ...(await attempt()) };
    expect(await attempt()).toEqual({ kind: 'stands', channelId: 'C1', ts });
    expect(callsOf('chat.postMessage')).toBe(1);
  });

  describe.each<[string, boolean]>([
    ['with the history scope', true],
    ['without it', false],
  ])('%s', (_, grantsOptionalScopes) => {
    beforeEach(() => slackOf({ grantsOptionalScopes }));

    const once = ['the digest'];
    const marked = ['may repeat: the digest'];
    const twice = ['the digest', 'may repeat: the digest'];

    it.each<[PostingStep, { kind: string; isRepeat?: boolean }, string[]]>(
      grantsOptionalScopes
        ? [
            ['before-outbox-row', { kind: 'posted', isRepeat: false }, once],
            ['after-outbox-row', { kind: 'posted', isRepeat: false }, once],
            ['after-slack-answered', { kind: 'stands' }, once],
            ['after-posting-noted', { kind: 'stands' }, once],
          ]
        : [
            ['before-outbox-row', { kind: 'posted', isRepeat: false }, once],
            ['after-outbox-row', { kind: 'posted', isRepeat: true }, marked],
            ['after-slack-answered', { kind: 'posted', isRepeat: true }, twice],
            ['after-posting-noted', { kind: 'stands' }, once],
          ],
    )('a process that ends at %s loses nothing', async (step, outcome, standing) => {
      await expect(attempt({}, { onStep: killedAt(step) })).rejects.toThrow(Killed);
      expect(await attempt()).toMatchObject(outcome);
      expect(texts()).toEqual(standing);
      expect(await attempt()).toMatchObject({ kind: 'stands' });
    });

    it.each<['server-error-before' | 'server-error-after', string[]]>([
      ['server-error-before', grantsOptionalScopes ? once : marked],
      ['server-error-after', grantsOptionalScopes ? once : twice],
    ])('an answer lost to a %s is no answer', async (kind, standing) => {
      world.faults.push({ method: 'chat.postMessage', kind, count: 1 });
      await expect(attempt()).rejects.toThrow('An HTTP protocol error occurred');
      await attempt();
      expect(texts()).toEqual(standing);
    });

    it('an answer that never comes is none either', async () => {
      world.faults.push({ method: 'chat.postMessage', kind: 'hang-after', count: 1 });
      await expect(attempt({}, {}, 500)).rejects.toThrow('A request error occurred');
      await attempt();
      expect(texts()).toEqual(grantsOptionalScopes ? once : twice);
    });

    it('a database that cannot note where it stands loses nothing', async () => {
      const notePosted = () => Promise.reject(new Error('terminating connection'));
      await expect(attempt({}, { memory: { ...own.store.outbox, notePosted } })).rejects.toThrow(
        'terminating',
      );
      await attempt();
      expect(texts()).toEqual(grantsOptionalScopes ? once : twice);
    });

    it('a rate limit is waited out: nothing was posted, so nothing is a repeat', async () => {
      world.faults.push({ method: 'chat.postMessage', kind: 'rate-limited', count: 3 });
      expect(await attempt()).toMatchObject({ kind: 'posted', isRepeat: false });
      expect(waited).toEqual([1_000, 1_000, 1_000]);
      expect(texts()).toEqual(once);
    });

    it('one that others make while it waits for its turn is not made again', async () => {
      world.faults.push({ method: 'chat.postMessage', kind: 'rate-limited', count: 1 });
      const others: unknown[] = [];
      const waiting = attempt({}, { wait: async () => void others.push(await attempt()) });
      await expect(waiting).rejects.toThrow('somebody else is at the post');
      expect(others).toMatchObject([{ kind: 'posted', isRepeat: false }]);
      expect(texts()).toEqual(once);
      expect(await attempt()).toMatchObject({ kind: 'stands' });
    });

    it('two that begin it at the same moment do not both make it', async () => {
      let looking = 0;
      const bothLook = Promise.withResolvers<void>();
      const find: typeof own.store.outbox.find = async (key) => {
        const found = await own.store.outbox.find(key);
        looking += 1;
        if (looking === 2) bothLook.resolve();
        await bothLook.promise;
        return found;
      };
      const memory = { ...own.store.outbox, find };
      const [one, other] = await Promise.allSettled([attempt({}, { memory }), attempt({}, { memory })]);
      expect([one.status, other.status].toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(texts()).toEqual(once);
      expect(await attempt()).toMatchObject({ kind: 'stands' });
    });

    it('a call of another replica that is still on its way is not taken for one that never arrived', async () => {
      const slow = slowClient('chat.postMessage');
      const first = attempt({}, { client: slow.client });
      await slow.sent;
      // Whatever kept others from it, a lock or a queue, does so no more.
      const wait = async () => {
        slow.letThrough();
        await first;
      };
      expect(await attempt({}, { wait })).toMatchObject({ kind: 'stands' });
      expect(await first).toMatchObject({ kind: 'posted', isRepeat: false });
      expect(texts()).toEqual(once);
    });

    it('nor is such a call of a file', async () => {
      const slow = slowClient('files.completeUploadExternal');
      const first = attemptFile({ client: slow.client });
      await slow.sent;
      const wait = async () => {
        slow.letThrough();
        await first;
      };
      expect(await attemptFile({ wait })).toMatchObject({ kind: 'stands' });
      expect(await first).toMatchObject({ kind: 'posted', isRepeat: false });
      expect(world.messages).toHaveLength(1);
    });

    it.each<[string, number, number[]]>([
      ['just now', 0, [15_000]],
      ['some seconds ago', 4_000, [11_000]],
      ['longer ago than any call takes', 15_000, []],
      ['by a clock that has been set back since', -HOUR_MS, []],
    ])('a call that was made %s is waited for as long as it may arrive', async (_name, agoMs, waits) => {
      await own.store.outbox.noteCall(REQUEST, NOW_MS - agoMs);
      expect(await attempt({}, { clock: () => NOW_MS })).toMatchObject({ kind: 'posted' });
      expect(waited).toEqual(waits);
      expect(texts()).toEqual(grantsOptionalScopes ? once : marked);
    });

    it('a further call that is made meanwhile is waited for as well', async () => {
      let nowMs = NOW_MS;
      const clock = () => nowMs;
      await own.store.outbox.noteCall(REQUEST, nowMs);
      const wait = async (delayMs: number) => {
        waited.push(delayMs);
        nowMs += delayMs;
        if (waited.length === 1) await own.store.outbox.noteCall(REQUEST, nowMs);
      };
      await attempt({}, { clock, wait });
      expect(waited).toEqual([15_000, 15_000]);
    });

    it('whoever holds others up gives way in place of waiting for a call', async () => {
      await own.store.outbox.noteCall(REQUEST, NOW_MS - 4_000);
      const giving = attempt({}, { clock: () => NOW_MS, wait: givingWay(async () => {}) });
      await expect(giving).rejects.toMatchObject({ name: 'NotBefore', delayMs: 11_000 });
      expect(world.messages).toEqual([]);
    });

    it('whoever gives way is told what failed, and not to come back, where Slack cannot be reached', async () => {
      const cause = Object.assign(new Error('no route'), { code: 'ECONNREFUSED' });
      const client = clientWith({ fetch: () => Promise.reject(new TypeError('fetch failed', { cause })) });
      const wait: Wait = async (delayMs) => void waited.push(delayMs);
      await expect(attempt({}, { client, wait: givingWay(wait) })).rejects.toThrow(
        'A request error occurred',
      );
      expect(waited).toEqual([500, 1_000, 2_000]);
      expect(await own.store.outbox.find(KEY)).toBeNull();
    });

    it('one that somebody else is to make is not made, not even after a wait', async () => {
      const given = new AbortController();
      world.faults.push({ method: 'chat.postMessage', kind: 'rate-limited', count: 1 });
      const waiting = attempt({ signal: given.signal }, { wait: async () => given.abort() });
      await expect(waiting).rejects.toThrow('aborted');
      expect(world.messages).toEqual([]);
      expect(await own.store.outbox.find(KEY)).toBeNull();
    });

    it.each([
      ['a rate limit beyond all patience', { error: 'ratelimited', retryAfterS: 3_600 }, 'rate-limit'],
      ['a token that Slack does not take', { error: 'invalid_auth' }, 'invalid_auth'],
    ])('%s is an error, after which the next attempt is the first', async (_name, refusal, said) => {
      world.nextErrors.push({ method: 'chat.postMessage', ...refusal });
      await expect(attempt()).rejects.toThrow(said);
      expect(await own.store.outbox.find(KEY)).toBeNull();
      expect(await attempt()).toMatchObject({ kind: 'posted', isRepeat: false });
    });

    it('a failure of Slack in the middle may have posted', async () => {
      world.nextErrors.push({ method: 'chat.postMessage', error: 'internal_error' });
      await expect(attempt()).rejects.toThrow('internal_error');
      expect(await attempt()).toMatchObject({ kind: 'posted', isRepeat: !grantsOptionalScopes });
    });

    it.each([
      ['C2', 'not_in_channel'],
      ['C3', 'is_archived'],
      ['C9', 'channel_not_found'],
    ])('a channel that is closed to the bot is told as such: %s, %s', async (channelId, reason) => {
      expect(await attempt({ channelId })).toEqual({ kind: 'closed', reason });
      expect(await own.store.outbox.find(KEY)).toBeNull();
    });

    it('a message that Slack would refuse leaves no trace', async () => {
      const steps: PostingStep[] = [];
      const wrong = attempt(
        { message: () => ({ text: '', blocks: [] }) },
        { onStep: (step) => void steps.push(step) },
      );
      await expect(wrong).rejects.toThrow('Slack would refuse this');
      expect(steps).toEqual([]);
      expect(world.calls).toEqual([]);
    });
  });

  describe('looked for in the channel', () => {
    beforeEach(() => slackOf({ grantsOptionalScopes: true }));

    const begun = (change: Partial<PostOnceRequest> = {}) =>
      expect(attempt(change, { onStep: killedAt('after-slack-answered') })).rejects.toThrow(Killed);

    const written = (over: Partial<Parameters<typeof newMessage>[0]> = {}) =>
      world.messages.push(
        newMessage({
          ts: world.nextTs(),
          channel: 'C1',
          text: 'hello',
          via: 'person',
          userId: 'U1',
          ...over,
        }),
      );

    it('is found behind whatever was written since', async () => {
      await begun();
      for (let count = 0; count < 450; count += 1) written();
      expect(await attempt()).toMatchObject({ kind: 'stands', ts: world.messages[0]?.ts });
      expect(callsOf('conversations.history')).toBe(3);
    });

    it('is found in its thread', async () => {
      written();
      const threadTs = world.messages[0]?.ts ?? '';
      await begun({ threadTs });
      expect(await attempt({ threadTs })).toMatchObject({ kind: 'stands', ts: world.messages[1]?.ts });
      expect(callsOf('conversations.history')).toBe(0);
    });

    it('is not taken for another post of ours, nor for what anybody else has written with the same key', async () => {
      await expect(attempt({}, { onStep: killedAt('after-outbox-row') })).rejects.toThrow(Killed);
      written({ metadata: { event_type: 'portal_check_post', event_payload: { key: KEY } } });
      await attempt({ key: 'another' });
      expect(await attempt()).toMatchObject({ kind: 'posted', isRepeat: false });
    });

    it('that somebody has deleted is made again', async () => {
      await begun();
      for (const message of world.messages) message.isDeleted = true;
      expect(await attempt()).toMatchObject({ kind: 'posted', isRepeat: false });
    });

    it('is not made while Slack cannot say whether it stands', async () => {
      await begun();
      world.faults.push({ method: 'conversations.history', kind: 'server-error-before', count: 4 });
      await expect(attempt()).rejects.toThrow('An HTTP protocol error occurred');
      expect(callsOf('chat.postMessage')).toBe(1);
      expect(await attempt()).toMatchObject({ kind: 'stands' });
    });

    it('waits out the rate limit of reading', async () => {
      await begun();
      world.faults.push({ method: 'conversations.history', kind: 'rate-limited', count: 2 });
      expect(await attempt()).toMatchObject({ kind: 'stands' });
      expect(waited).toEqual([1_000, 1_000]);
    });

    it('is a possible repeat where the bot may read other channels only', async () => {
      await begun();
      const refused = { method: 'conversations.history', error: 'missing_scope' };
      world.nextErrors.push(refused, refused);
      expect(await attempt()).toMatchObject({ kind: 'posted', isRepeat: true });
    });

    it('is told to be in a closed channel where the bot was removed meanwhile', async () => {
      await begun();
      world.nextErrors.push({ method: 'conversations.history', error: 'not_in_channel' });
      expect(await attempt()).toEqual({ kind: 'closed', reason: 'not_in_channel' });
    });

    it('is not looked for in messages with one person, which no scope covers', async () => {
      await begun({ channelId: 'D1' });
      expect(await attempt({ channelId: 'D1' })).toMatchObject({ kind: 'posted', isRepeat: true });
      expect(callsOf('conversations.history')).toBe(0);
    });

    it('is given up as a possible repeat where the channel has no end', async () => {
      const endless = http.post('*/api/conversations.history', () =>
        HttpResponse.json({ ok: true, messages: [], response_metadata: { next_cursor: 'on' } }),
      );
      await slackOf({ grantsOptionalScopes: true }, (ofWorld) => [endless, ...createSlackHandlers(ofWorld)]);
      await begun();
      expect(await attempt()).toMatchObject({ kind: 'posted', isRepeat: true });
    });
  });
});
