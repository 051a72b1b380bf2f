import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { PublishIncidentSettings } from '../../src/jobs/publish-incident.ts';
import { createPostOnce } from '../../src/slack/create-post-once.ts';
import { givingWay, NotBefore } from '../../src/slack/give-way.ts';
import { updateMessage } from '../../src/slack/post-to.ts';
import type { Wait } from '../../src/slack/wait.ts';
import { fact, identity, NOTE, OPENED } from '../store/kept-incident.ts';
import { DRAW, publishingIncidents, RESOLVED, says } from './publishing-incidents.ts';

const TOO_LONG = says('y'.repeat(3_001));

const fails = (why: string): never => {
  throw new Error(why);
};

describe('bringing Slack up to date with an incident', () => {
  const { own, slack, clock, logged, published, ...publishing } = publishingIncidents();
  const { clientOf, opened, tell, recheck, publisher, onceOf } = publishing;
  const { standing, textsIn, callsOf, factsOf, isShown, rootIn } = publishing;
  const postingOnce = (wait: Wait) => createPostOnce(onceOf(wait));

  it('posts one root message, and in its thread what has happened, in its order', async () => {
    const incident = await opened('C1', NOTE, { kind: 'nudged' }, RESOLVED);
    await publisher()(incident.id);
    expect(textsIn()).toEqual([
      'root: P2 resolved, 1 notes, checked never, thread here',
      '1 opened',
      '2 note',
      '4 status-changed',
      'picture: timeline',
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
    await recheck(incident);
    await publish(incident.id);
    expect(textsIn()).toEqual([
      'root: P2 reported, 0 notes, checked 5, thread here',
      '1 opened',
      'picture: timeline',
    ]);
    expect(await isShown()).toBe(true);
    const calls = slack.world.calls.length;
    await publish(incident.id);
    expect(slack.world.calls.length).toBe(calls);
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
    let isTold = false;
    const publish = publisher({
      async standingOf() {
        if (!isTold) {
          isTold = true;
          await tell(incident, NOTE);
          void publish(incident.id);
        }
        return 'open';
      },
    });
    await publish(incident.id);
    await publish(incident.id);
    expect(textsIn()).toContain('2 note');
    expect(textsIn()[0]).toContain('1 notes');
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

  it.each(['thread_not_found', 'cannot_reply_to_message'])(
    'goes on beneath the new root message where Slack keeps the thread no longer: %s',
    async (error) => {
      const incident = await opened();
      const publish = publisher();
      await publish(incident.id);
      const [root] = standing();
      await tell(incident, NOTE);
      slack.world.nextErrors.push({ method: 'chat.postMessage', error });
      await publish(incident.id);
      const anew = standing().findLast(({ text }) => text.startsWith('root'));
      expect(anew?.ts).not.toBe(root?.ts);
      const later = standing().filter(({ threadTs }) => threadTs === anew?.ts);
      expect(later.map(({ text }) => text)).toEqual(['2 note', '3 root-lost']);
      expect(await rootIn(incident)).toMatchObject({ threadTs: anew?.ts, threadUrl: null, count: 2 });
    },
  );

  describe('where the channel is closed', () => {
    it('notes it once, tells whoever leads once, and tries again after a quarter of an hour', async () => {
      const incident = await opened('C3', NOTE, { kind: 'lead-taken' });
      const publish = publisher();
      await publish(incident.id);
      await publish(incident.id);
      expect(await factsOf(incident)).toEqual(['opened', 'note', 'lead-taken', 'channel-closed']);
      expect(callsOf('chat.postMessage').filter(({ params }) => params['channel'] === 'C3')).toHaveLength(1);
      clock.nowMs += 15 * MINUTE_MS;
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
      clock.nowMs += 15 * MINUTE_MS;
      await publish(incident.id);
      expect(textsIn().slice(1)).toEqual(['1 opened', '3 note', '4 channel-back', 'picture: timeline']);
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
      const update = slack.world.nextErrors;
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
        slack.world.faults.push({ method, kind, count: 1 });
      const publish = publisher();
      for (let attempt = 0; attempt < 4; attempt += 1) await publish(incident.id);
      expect(textsIn()).toEqual([
        'root: P2 reported, 1 notes, checked never, thread here',
        '1 opened',
        '2 note',
        'picture: timeline',
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

  describe('a channel that becomes shared in the midst of it gets nothing more:', () => {
    it('after any fact', async () => {
      const incident = await opened('C1', NOTE, NOTE, RESOLVED);
      let isShared = false;
      await publisher({
        standingOf: async () => (isShared ? 'shared-outside' : 'open'),
        onPublished: (kind) => void (isShared = kind === 'note'),
      })(incident.id);
      expect(textsIn().slice(1)).toEqual(['1 opened', '2 note']);
      expect(await factsOf(incident)).toContain('channel-closed');
      expect(callsOf('chat.update')).toEqual([]);
    });

    it('while a rate limit is waited out', async () => {
      const incident = await opened();
      let isShared = false;
      slack.world.faults.push({ method: 'chat.postMessage', kind: 'rate-limited', count: 1 });
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
      slack.world.faults.push({ method: 'chat.postMessage', kind: 'rate-limited', count: 2 });
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

  it('Slack that is out of order is called a few times, and what it said stands in the log', async () => {
    const incident = await opened();
    await publisher()(incident.id);
    await tell(incident, { kind: 'severity-changed', to: 'P1' });
    slack.world.faults.push({ method: 'chat.update', kind: 'server-error-before', count: 1_000 });
    const errors: object[] = [];
    const log = { info() {}, warn() {}, error: (fields: object) => void errors.push(fields) };
    const posting = { client: slack.client, wait: givingWay(async () => {}) };
    await publisher({ log, update: (place, message) => updateMessage(posting, place, message) })(incident.id);
    expect(callsOf('chat.update')).toHaveLength(4);
    expect(errors).toMatchObject([{ incidentId: incident.id, err: { name: 'WebAPIHTTPError' } }]);
  });

  it('a replica that takes over from one whose connection to the database broke off posts no second root message', async () => {
    const incident = await opened('C1', NOTE);
    const sent = Promise.withResolvers<void>();
    const arriving = Promise.withResolvers<void>();
    const slow: PublishIncidentSettings['postOnce'] = createPostOnce({
      ...onceOf(async () => {}),
      client: clientOf(async (url, init) => {
        sent.resolve();
        await arriving.promise;
        return fetch(url, init);
      }),
    });
    const first = publisher({ postOnce: slow })(incident.id);
    await sent.promise;
    await own.database.run(
      `select pg_terminate_backend(pid) from pg_locks join pg_database on pg_database.oid = pg_locks.database
        where locktype = 'advisory' and datname = current_database()`,
    );
    const arrived = async () => {
      arriving.resolve();
      await first;
    };
    await publisher({ wait: arrived, postOnce: postingOnce(givingWay(async () => {})) })(incident.id);
    await arrived();
    expect(textsIn().filter((text) => text.startsWith('root'))).toHaveLength(1);
    expect(textsIn().filter((text) => text === '2 note')).toHaveLength(1);
    expect(await isShown()).toBe(true);
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
    ['that is too long for Slack', () => ({ message: TOO_LONG, alsoInChannel: false }), () => {}],
    ['that cannot be drawn', () => fails('no words'), () => {}],
    [
      'that Slack refuses',
      () => ({ message: says('refused'), alsoInChannel: false }),
      () => void slack.world.nextErrors.push({ method: 'chat.postMessage', error: 'invalid_blocks' }),
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
      '2 stands in the timeline',
      '3 status-changed',
      'picture: timeline',
    ]);
    expect(await isShown()).toBe(true);
  });

  it('a clock that is set back does not keep a channel closed', async () => {
    const incident = await opened();
    let isShared = true;
    const publish = publisher({ standingOf: async () => (isShared ? 'shared-outside' : 'open') });
    await publish(incident.id);
    isShared = false;
    clock.nowMs -= 2 * DAY_MS;
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
    await recheck(incident);
    await publisher()(incident.id);
    expect((await rootIn(incident))?.threadUrl).toContain(`thread_ts=${root?.ts}`);
  });

  it('an incident that is not there is nobody’s', async () => {
    await publisher()('0198a1b2-0000-7000-8000-000000000007');
    expect(slack.world.calls).toEqual([]);
    expect(logged).toEqual([]);
  });
});
