import { randomUUID } from 'node:crypto';
import { WebClient } from '@slack/web-api';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { FactBody } from '../../src/incidents/fact.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { createPublishIncident, type PublishIncidentSettings } from '../../src/jobs/publish-incident.ts';
import { createSlackHandlers } from '../../src/sandbox/stand-ins/slack/handlers.ts';
import type { SlackWorld } from '../../src/sandbox/stand-ins/slack/world.ts';
import { serve } from '../../src/sandbox/stand-ins/serve.ts';
import { section, type Message } from '../../src/slack/blocks.ts';
import { createPostFileOnce, createPostOnce } from '../../src/slack/create-post-once.ts';
import type { DrawIncident } from '../../src/slack/draw-incident.ts';
import { givingWay, NotBefore } from '../../src/slack/give-way.ts';
import { permalinkOf } from '../../src/slack/permalink.ts';
import { POSTING_STEPS, type PostingStep } from '../../src/slack/post-once.ts';
import { updateMessage } from '../../src/slack/post-to.ts';
import type { Wait } from '../../src/slack/wait.ts';
import { BOT_TOKEN, sandboxWorld } from '../slack/sandbox-world.ts';
import { silentBoltLogger, silentLog } from '../slack/silent-log.ts';
import { fact, identity, NOTE, OPENED } from '../store/kept-incident.ts';
import { keptStore } from '../store/kept-store.ts';
import { NOW_MS } from '../store/kept.ts';

const RESOLVED: FactBody = { kind: 'status-changed', to: 'resolved', notWell: [] };
const REPEAT = 'This may repeat a message above: the bot was ended in the moment of posting it.';

const says = (text: string): Message => ({ text, blocks: [section({ markup: text })] });

const TOO_LONG = says('y'.repeat(3_001));

/** In place of the words: what a fact is, which one, and how the incident stands. */
const DRAW: DrawIncident = {
  root: ({ status, severity, facts, lastCheck }, { threadUrl }) =>
    says(
      [
        `root: ${severity} ${status}`,
        `${facts.filter(({ body }) => body.kind === 'note').length} notes`,
        `checked ${lastCheck?.atMs ?? 'never'}`,
        `thread ${threadUrl === null ? 'here' : 'there'}`,
      ].join(', '),
    ),
  fact: async ({ seq, body }) =>
    body.kind === 'nudged' || body.kind === 'channel-closed'
      ? null
      : {
          message: says(`${seq} ${body.kind}`),
          alsoInChannel: body.kind === 'status-changed',
          pictures:
            body.kind === 'opened'
              ? [async () => ({ bytes: new Uint8Array([1]), title: 'timeline', altText: 'in words' })]
              : [],
        },
  standIn: ({ seq }) => says(`${seq} stands in the timeline`),
  closed: ({ number }, reason) => says(`closed #${number}: ${reason}`),
};

class Killed extends Error {}

describe('bringing Slack up to date with an incident', () => {
  const own = keptStore();
  let world: SlackWorld;
  let client: WebClient;
  let nowMs: number;
  let logged: string[];
  let published: string[];

  async function slackOf({ mayReadHistory = true } = {}): Promise<void> {
    world = sandboxWorld({ grantsOptionalScopes: mayReadHistory });
    const slack = await serve(createSlackHandlers(world));
    onTestFinished(() => slack.close());
    client = new WebClient(BOT_TOKEN, {
      slackApiUrl: `${slack.url}/api/`,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: silentBoltLogger,
    });
  }

  beforeEach(async () => {
    nowMs = NOW_MS;
    logged = [];
    published = [];
    await slackOf();
  });

  const opened = async (channelId = 'C1', ...bodies: readonly FactBody[]): Promise<Incident> => {
    const facts = [OPENED, ...bodies].map(fact);
    return (await own.store.incidents.open('trigger', identity(channelId), { facts })).incident;
  };
  const tell = async ({ id }: Incident, ...bodies: readonly FactBody[]): Promise<void> => {
    await own.store.incidents.append(id, JSON.stringify([bodies, nowMs]), nowMs, () => ({
      facts: bodies.map(fact),
      outcome: null,
    }));
  };

  /** As a process that knows nothing of earlier ones. */
  function publisher(
    change: Partial<PublishIncidentSettings> = {},
    onStep?: (step: PostingStep, key: string) => void,
  ) {
    const posting = { client, wait: async () => {} };
    const once = {
      ...posting,
      memory: own.store.outbox,
      identity: async () => ({
        botId: 'B0BOT',
        scopes: world.settings.grantsOptionalScopes === true ? ['channels:history'] : ['chat:write'],
      }),
      clock: Date.now,
      log: silentLog,
      ...(onStep === undefined ? {} : { onStep }),
    };
    const say = (_: object, message: string) => void logged.push(message);
    return createPublishIncident({
      memory: own.store.incidents,
      postOnce: createPostOnce(once),
      postFileOnce: createPostFileOnce({
        ...once,
        upload: (url, bytes) => fetch(url, { method: 'POST', body: Buffer.from(bytes) }),
      }),
      update: (place, message) => updateMessage(posting, place, message),
      standsAt: async (key) => (await own.store.outbox.find(key))?.postedTs ?? null,
      permalinkOf: (place) => permalinkOf(posting, place),
      isAllowed: () => true,
      wait: async () => {},
      interruption: new AbortController().signal,
      standingOf: async () => 'open',
      draw: DRAW,
      onPublished: (kind) => void published.push(kind),
      clock: () => nowMs,
      log: { info: say, warn: say, error: say },
      ...change,
    });
  }

  const postingOnce = (wait: Wait) =>
    createPostOnce({
      client,
      wait,
      memory: own.store.outbox,
      identity: async () => ({ botId: 'B0BOT', scopes: ['channels:history'] }),
      clock: Date.now,
      log: silentLog,
    });

  const standing = () => world.messages.filter(({ isDeleted }) => !isDeleted);
  const textsIn = (channelId = 'C1') =>
    standing()
      .filter(({ channel }) => channel === channelId)
      .map(({ text, fileIds }) => (fileIds.length === 0 ? text : `picture: ${titleOf(fileIds)}`));
  const titleOf = (fileIds: readonly string[]) => world.files.get(fileIds[0] ?? '')?.title;
  const callsOf = (method: string) => world.calls.filter((call) => call.method === method);
  const factsOf = async ({ id }: Incident) =>
    ((await own.store.incidents.find(id))?.incident.facts ?? []).map(({ body }) => body.kind);
  const isShown = async () => (await own.store.incidents.unpublished()).length === 0;
  const rootIn = async ({ id }: Incident) => (await own.store.incidents.find(id))?.keeping.root;

  it('posts one root message, and in its thread what has happened, in its order', async () => {
    const incident = await opened('C1', NOTE, { kind: 'nudged' }, RESOLVED);
    await publisher()(incident.id);
    expect(textsIn()).toEqual([
      'root: P2 resolved, 1 notes, checked never, thread here',
      '1 opened',
      'picture: timeline',
      '2 note',
      '4 status-changed',
    ]);
    const [root, ...thread] = standing();
    expect(new Set(thread.map(({ threadTs }) => threadTs))).toEqual(new Set([root?.ts]));
    expect(callsOf('chat.postMessage').map(({ params }) => params['reply_broadcast'])).toEqual([
      undefined,
      undefined,
      undefined,
      'true',
    ]);
    expect(published).toEqual(['opened', 'note', 'status-changed']);
    expect(await isShown()).toBe(true);
  });

  it('edits the root message and says nothing, where a check has seen nothing new', async () => {
    const incident = await opened();
    const publish = publisher();
    await publish(incident.id);
    await own.store.incidents.append(incident.id, 'recheck', nowMs, () => ({
      facts: [],
      lastCheck: { atMs: 5, seen: [], sources: [] },
      outcome: null,
    }));
    await publish(incident.id);
    expect(textsIn()).toEqual([
      'root: P2 reported, 0 notes, checked 5, thread here',
      '1 opened',
      'picture: timeline',
    ]);
    expect(await isShown()).toBe(true);
    const calls = world.calls.length;
    await publish(incident.id);
    expect(world.calls.length).toBe(calls);
  });

  it('tells nothing twice, whoever asks for it at the same time', async () => {
    const incident = await opened('C1', NOTE, RESOLVED);
    const [one, other] = [publisher(), publisher()];
    await Promise.all([one, one, one, other, other].map((publish) => publish(incident.id)));
    expect(textsIn()).toHaveLength(5);
    expect(logged).toEqual([]);
  });

  it('tells what is told while it is at it', async () => {
    const incident = await opened();
    const publish = publisher({
      draw: {
        ...DRAW,
        async fact(one, now) {
          if (one.seq === 1 && now.facts.length === 1) {
            await tell(incident, NOTE);
            void publish(incident.id);
          }
          return DRAW.fact(one, now);
        },
      },
    });
    await publish(incident.id);
    await publish(incident.id);
    expect(textsIn()).toContain('2 note');
    expect(textsIn()[0]).toContain('1 notes');
  });

  describe.each([
    ['with the history scope', true],
    ['without it', false],
  ])('%s', (_, mayReadHistory) => {
    const whole = [
      'root: P2 resolved, 1 notes, checked never, thread here',
      '1 opened',
      'picture: timeline',
      '2 note',
      '3 status-changed',
    ];

    const posts = ['root:1', '1', '1:picture:1', '2', '3'];
    it.each(posts.flatMap((post) => POSTING_STEPS.map((step) => [post, step] as const)))(
      'a process that ends while it posts %s, at %s, loses nothing',
      async (post, fatal) => {
        await slackOf({ mayReadHistory });
        const incident = await opened('C1', NOTE, RESOLVED);
        const dying = publisher({}, (step, key) => {
          if (step === fatal && key === `incident:${incident.id}:${post}`) throw new Killed(step);
        });
        await dying(incident.id);
        expect(logged).toHaveLength(1);
        expect(await isShown()).toBe(false);
        await publisher()(incident.id);
        expect(await isShown()).toBe(true);

        const isMarked = ({ blocks, fileIds }: (typeof world.messages)[number]) =>
          JSON.stringify(blocks).includes(REPEAT) || titleOf(fileIds)?.includes(REPEAT) === true;
        const unmarked = standing().filter((one) => !isMarked(one));
        const marked = standing().filter(isMarked);
        const isInDoubt = !mayReadHistory && /^after-(?:outbox|slack)/.test(fatal);
        expect(marked).toHaveLength(isInDoubt ? 1 : 0);
        const mayLack = isInDoubt && fatal === 'after-outbox-row' ? 1 : 0;
        expect(unmarked).toHaveLength(whole.length - mayLack);
        const texts = textsIn().map((text) => text.replace(` (${REPEAT})`, ''));
        expect([...new Set(texts)].toSorted()).toEqual(whole.toSorted());
        const { threadTs } = { threadTs: '', ...(await rootIn(incident)) };
        const threads = new Set(standing().flatMap((one) => one.threadTs ?? []));
        expect(threads).toEqual(new Set([threadTs]));
      },
    );
  });

  it('keeps a root message marked as a possible repeat, however it is redrawn', async () => {
    await slackOf({ mayReadHistory: false });
    const incident = await opened();
    const ending = (at: PostingStep) =>
      publisher({}, (step) => {
        if (step === at) throw new Killed(step);
      });
    await ending('after-slack-answered')(incident.id);
    await ending('after-posting-noted')(incident.id);
    await tell(incident, NOTE);
    await publisher()(incident.id);
    const roots = standing().filter(({ text }) => text.startsWith('root'));
    expect(roots.map(({ blocks }) => JSON.stringify(blocks).includes(REPEAT))).toEqual([false, true]);
    expect(roots[1]?.text).toContain('1 notes');
  });

  it('posts a root message anew that somebody has deleted, and goes on in the same thread', async () => {
    const incident = await opened();
    const publish = publisher();
    await publish(incident.id);
    const [root] = standing();
    if (root !== undefined) root.isDeleted = true;
    await tell(incident, NOTE);
    await publish(incident.id);
    await tell(incident, RESOLVED);
    await publish(incident.id);
    expect(textsIn()).toEqual([
      '1 opened',
      'picture: timeline',
      '2 note',
      'root: P2 resolved, 1 notes, checked never, thread there',
      '3 root-lost',
      '4 status-changed',
    ]);
    const thread = standing().filter(({ text }) => /^\d/.test(text));
    expect(new Set(thread.map(({ threadTs }) => threadTs))).toEqual(new Set([root?.ts]));
    const { threadUrl = null, count } = { ...(await rootIn(incident)) };
    expect(threadUrl).toContain(`thread_ts=${root?.ts}`);
    expect(count).toBe(2);
    expect(await isShown()).toBe(true);
  });

  it('goes on beneath the new root message where Slack keeps the thread no longer', async () => {
    const incident = await opened();
    const publish = publisher();
    await publish(incident.id);
    const [root] = standing();
    await tell(incident, NOTE);
    world.nextErrors.push({ method: 'chat.postMessage', error: 'thread_not_found' });
    await publish(incident.id);
    const anew = standing().findLast(({ text }) => text.startsWith('root'));
    expect(anew?.ts).not.toBe(root?.ts);
    const later = standing().filter(({ threadTs }) => threadTs === anew?.ts);
    expect(later.map(({ text }) => text)).toEqual(['2 note', '3 root-lost']);
    expect(await rootIn(incident)).toMatchObject({ threadTs: anew?.ts, threadUrl: null, count: 2 });
  });

  describe('where the channel is closed', () => {
    it('notes it once, tells whoever leads once, and tries again after a quarter of an hour', async () => {
      const incident = await opened('C3', NOTE, { kind: 'lead-taken' });
      const publish = publisher();
      await publish(incident.id);
      await publish(incident.id);
      expect(await factsOf(incident)).toEqual(['opened', 'note', 'lead-taken', 'channel-closed']);
      expect(callsOf('chat.postMessage').filter(({ params }) => params['channel'] === 'C3')).toHaveLength(1);
      nowMs += 15 * MINUTE_MS;
      await publisher()(incident.id);
      expect(callsOf('chat.postMessage').filter(({ params }) => params['channel'] === 'C3')).toHaveLength(2);
      expect(textsIn('D1')).toEqual([`closed #${incident.number}: is_archived`]);
      expect(await factsOf(incident)).toHaveLength(4);
      expect(await isShown()).toBe(false);
    });

    it('tells everything in its order once it works again', async () => {
      let isShared = true;
      const incident = await opened();
      const publish = publisher({ standingOf: async () => (isShared ? 'shared-outside' : 'open') });
      await publish(incident.id);
      expect(textsIn()).toEqual([]);
      await tell(incident, NOTE);
      isShared = false;
      await publish(incident.id);
      expect(textsIn()).toEqual([]);
      nowMs += 15 * MINUTE_MS;
      await publish(incident.id);
      expect(textsIn().slice(1)).toEqual(['1 opened', 'picture: timeline', '3 note', '4 channel-back']);
      expect(await isShown()).toBe(true);
      isShared = true;
      await tell(incident, RESOLVED);
      await publish(incident.id);
      expect((await factsOf(incident)).filter((kind) => kind === 'channel-closed')).toHaveLength(2);
      expect(textsIn('D1')).toEqual([1, 2].map(() => `closed #${incident.number}: channel-shared`));
    });

    it('a root message that cannot be edited there says so too', async () => {
      const incident = await opened();
      await publisher()(incident.id);
      await tell(incident, { kind: 'severity-changed', to: 'P1' });
      const update = world.nextErrors;
      update.push({ method: 'chat.update', error: 'not_in_channel' });
      await publisher()(incident.id);
      expect(await factsOf(incident)).toContain('channel-closed');
    });

    it('that is no longer allowed gets nothing', async () => {
      const incident = await opened();
      await publisher({ isAllowed: () => false })(incident.id);
      expect(textsIn()).toEqual([]);
      expect(textsIn('D1')).toEqual([`closed #${incident.number}: channel-not-allowed`]);
    });
  });

  describe('what fails is logged, and told the next time:', () => {
    it.each(['server-error-before', 'server-error-after', 'rate-limited'] as const)('%s', async (kind) => {
      const incident = await opened('C1', NOTE);
      for (const method of ['chat.postMessage', 'files.completeUploadExternal'])
        world.faults.push({ method, kind, count: 1 });
      const publish = publisher();
      for (let attempt = 0; attempt < 4; attempt += 1) await publish(incident.id);
      expect(textsIn()).toEqual([
        'root: P2 reported, 1 notes, checked never, thread here',
        '1 opened',
        'picture: timeline',
        '2 note',
      ]);
      expect(await isShown()).toBe(true);
    });

    it('that Slack does not tell who reads along', async () => {
      const incident = await opened();
      await publisher({ standingOf: () => Promise.reject(new Error('unknown')) })(incident.id);
      expect(textsIn()).toEqual([]);
      expect(logged).toHaveLength(1);
      expect(await factsOf(incident)).toEqual(['opened']);
    });
  });

  it.each([
    ['that cannot be drawn', () => Promise.reject(new Error('no font')), []],
    ['that has nothing to show any more', async () => null, []],
  ])('a picture %s keeps nobody from the rest', async (_, picture) => {
    const incident = await opened('C1', NOTE);
    const withPicture: DrawIncident['fact'] = async (one, now) => {
      const drawn = await DRAW.fact(one, now);
      return drawn === null ? null : { ...drawn, pictures: drawn.pictures.map(() => picture) };
    };
    await publisher({ draw: { ...DRAW, fact: withPicture } })(incident.id);
    expect(textsIn()).toHaveLength(3);
    expect(await isShown()).toBe(true);
  });

  it('a picture that Slack will never take keeps nobody from the rest', async () => {
    const incident = await opened('C1', NOTE);
    world.nextErrors.push({ method: 'files.completeUploadExternal', error: 'missing_scope' });
    await publisher()(incident.id);
    expect(textsIn()).toHaveLength(3);
    expect(await isShown()).toBe(true);
  });

  describe('a channel that becomes shared in the midst of it gets nothing more:', () => {
    it('after any fact', async () => {
      const incident = await opened('C1', NOTE, NOTE, RESOLVED);
      let isShared = false;
      await publisher({
        standingOf: async () => (isShared ? 'shared-outside' : 'open'),
        onPublished: (kind) => void (isShared = kind === 'note'),
      })(incident.id);
      expect(textsIn().slice(1)).toEqual(['1 opened', 'picture: timeline', '2 note']);
      expect(await factsOf(incident)).toContain('channel-closed');
      expect(callsOf('chat.update')).toEqual([]);
    });

    it('while a rate limit is waited out', async () => {
      const incident = await opened();
      let isShared = false;
      world.faults.push({ method: 'chat.postMessage', kind: 'rate-limited', count: 1 });
      const wait = async () => void (isShared = true);
      await publisher({
        standingOf: async () => (isShared ? 'shared-outside' : 'open'),
        postOnce: postingOnce(wait),
      })(incident.id);
      expect(textsIn()).toEqual([]);
    });

    it('also where there is nothing new to tell', async () => {
      const incident = await opened();
      await publisher()(incident.id);
      await publisher({ standingOf: async () => 'shared-outside' })(incident.id);
      expect(await factsOf(incident)).toEqual(['opened', 'channel-closed']);
    });
  });

  it.each(['unseen', 'not-a-member'] as const)(
    'a channel that the bot has been taken out of (%s) is not called shared',
    async (standingNow) => {
      const incident = await opened();
      await publisher({ standingOf: async () => standingNow })(incident.id);
      expect(textsIn('D1')).toEqual([`closed #${incident.number}: not_in_channel`]);
    },
  );

  describe('while Slack wants to be left alone', () => {
    it('others are told, however many wait', async () => {
      const ids = ['a', 'b', 'c'].map(() => randomUUID());
      for (const [index, id] of ids.entries())
        await own.store.incidents.open(`k${index}`, { ...identity('C1'), id }, { facts: [fact(OPENED)] });
      const [first = '', second = '', third = ''] = ids;
      const alone = Promise.withResolvers<void>();
      const waiting = publisher({
        postOnce: () => Promise.reject(new NotBefore(60_000)),
        wait: () => alone.promise,
      });
      const both = [waiting(first), waiting(second)];
      await publisher()(third);
      expect(textsIn()).toContain('1 opened');
      alone.resolve();
      await Promise.all(both);
    });

    it('tells it afterwards, and does not try for ever', async () => {
      const incident = await opened('C1', NOTE);
      const waits: number[] = [];
      world.faults.push({ method: 'chat.postMessage', kind: 'rate-limited', count: 2 });
      const wait = async (delayMs: number) => void waits.push(delayMs);
      await publisher({ wait, postOnce: postingOnce(givingWay(wait)) })(incident.id);
      expect(textsIn()).toContain('2 note');
      expect(waits).toHaveLength(2);
      const later = await own.store.incidents.open(
        'later',
        { ...identity('C1'), id: randomUUID() },
        { facts: [fact(OPENED)] },
      );
      await publisher({ wait, postOnce: () => Promise.reject(new NotBefore(120_000)) })(later.incident.id);
      expect(waits).toHaveLength(4);
      expect(logged).toEqual(['Slack wants to be left alone: an incident is told later']);
    });

    it('a process that ends does not wait', async () => {
      const incident = await opened('C1', NOTE);
      const ending = new AbortController();
      await publisher({
        interruption: ending.signal,
        wait: (_, signal) =>
          new Promise((resolve) => {
            signal?.addEventListener('abort', () => resolve());
            ending.abort();
          }),
        postOnce: () => Promise.reject(new NotBefore(60_000)),
      })(incident.id);
      expect(textsIn()).toEqual([]);
    });
  });

  it('a process that ends in the midst of it posts nothing more, and the next one goes on', async () => {
    const incident = await opened('C1', NOTE, RESOLVED);
    const ending = new AbortController();
    await publisher({ interruption: ending.signal, onPublished: () => ending.abort() })(incident.id);
    expect(textsIn()).toHaveLength(2);
    await publisher()(incident.id);
    expect(textsIn()).toHaveLength(5);
  });

  it.each([
    [
      'that is too long for Slack',
      async () => ({ message: TOO_LONG, alsoInChannel: false, pictures: [] }),
      () => {},
    ],
    ['that cannot be drawn', () => Promise.reject(new Error('no words')), () => {}],
    [
      'that Slack refuses',
      async () => ({ message: says('refused'), alsoInChannel: false, pictures: [] }),
      () => void world.nextErrors.push({ method: 'chat.postMessage', error: 'invalid_blocks' }),
    ],
  ])('told by its number, which keeps nobody from the rest: a fact %s', async (_, drawn, before) => {
    const incident = await opened('C1', NOTE, RESOLVED);
    const publish = publisher({
      draw: {
        ...DRAW,
        fact: (one, now) => {
          if (one.seq !== 2) return DRAW.fact(one, now);
          before();
          return drawn();
        },
      },
    });
    await publish(incident.id);
    expect(textsIn().slice(1)).toEqual([
      '1 opened',
      'picture: timeline',
      '2 stands in the timeline',
      '3 status-changed',
    ]);
    expect(await isShown()).toBe(true);
  });

  it('a clock that is set back does not keep a channel closed', async () => {
    const incident = await opened();
    let isShared = true;
    const publish = publisher({ standingOf: async () => (isShared ? 'shared-outside' : 'open') });
    await publish(incident.id);
    isShared = false;
    nowMs -= 2 * DAY_MS;
    await publish(incident.id);
    expect(textsIn()).toContain('1 opened');
  });

  it('goes on in its threads when old posts have been purged', async () => {
    const incident = await opened('C1', NOTE);
    await publisher()(incident.id);
    const future = Date.now() + DAY_MS;
    await own.store.purge({ diagnosesBeforeMs: future, auditBeforeMs: 0, requestsBeforeMs: 0 });
    const [root] = standing();
    if (root !== undefined) root.isDeleted = true;
    await own.store.incidents.append(incident.id, 'recheck', nowMs, () => ({
      facts: [],
      lastCheck: { atMs: 5, seen: [], sources: [] },
      outcome: null,
    }));
    await publisher()(incident.id);
    expect((await rootIn(incident))?.threadUrl).toContain(`thread_ts=${root?.ts}`);
  });

  it('an incident that is not there is nobody’s', async () => {
    await publisher()('0198a1b2-0000-7000-8000-000000000007');
    expect(world.calls).toEqual([]);
    expect(logged).toEqual([]);
  });
});
