import { beforeEach, describe, expect, it } from 'vitest';
import { createRateLimit } from '../../src/access/rate-limit.ts';
import { DAY_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { Subscription } from '../../src/digests/subscription.ts';
import { missing, NOW_MS, outcome } from '../digests/example.ts';
import { widgetCheck } from '../slack/widget-check.ts';
import { actionIdsOf, personOf, type Person } from './person.ts';
import { drawn, type Rig } from './rig.ts';
import {
  ALLOWED,
  DIRECT,
  ELSEWHERE,
  ENGINEER,
  HELP_DESK,
  SHARED,
  startWorkspace,
  WITHOUT_BOT,
} from './workspace.ts';

const PENDING = 'C7';
const PRIVATE = 'C8';

let nowMs: number;
let rig: Rig;
let person: Person;

async function start(over: Parameters<typeof startWorkspace>[0] = {}): Promise<void> {
  rig = await startWorkspace({ ...over, handling: { clock: () => nowMs, ...over.handling } });
  rig.digesting.outcomes = [missing('a'), missing('b'), outcome('c')];
  person = personOf(rig);
}

/** The answer that takes the place of "Reading all widgets …", where all see it. */
async function answerOf(count = 1): Promise<string> {
  await rig.said(count);
  await rig.settled();
  return drawn((await rig.said(count)).at(-1));
}

beforeEach(() => {
  nowMs = NOW_MS;
});

describe('/portal-digest now', () => {
  it('tells all in an allowed channel how everybody is', async () => {
    await start();
    await person.types('/portal-digest now');
    const lines = (await answerOf()).split('\n');
    expect(lines).toEqual([
      '🔴 Widgets: 2 of 3 missing, 1 on schedule',
      expect.stringMatching(/^First digest: there is no earlier complete one to compare with/),
      expect.stringMatching(/^Missing \(2\): Clinic A \(#a\) and Clinic B \(#b\)/),
      'checked 3 of 3 · Sentry ok · Loki ok · database ok · as of Mon 21 July 2025 13:00 PDT · rules 1',
      '[Details in thread] [CSV] [Open incident]',
    ]);
    const [message] = rig.world.messages.slice(-1);
    expect(message).toMatchObject({ channel: ALLOWED, onlyFor: null });
  });

  it('says first that it reads everybody', async () => {
    await start();
    const reading = Promise.withResolvers<void>();
    rig.digesting.whileReading = () => reading.promise;
    await person.types('/portal-digest now');
    expect(drawn((await rig.said(1))[0])).toBe('⏳ Reading all widgets …');
    reading.resolve();
    expect(await answerOf()).toContain('Widgets: 2 of 3 missing');
  });

  it('tells the asker alone elsewhere, and tells the help desk alone everywhere', async () => {
    await start();
    await person.types('/portal-digest now', { channel: ELSEWHERE });
    await rig.settled();
    await personOf(rig, HELP_DESK).types('/portal-digest now');
    await rig.settled();
    const said = await rig.said(4);
    expect(said.map(({ onlyFor }) => onlyFor)).toEqual([ENGINEER, ENGINEER, HELP_DESK, HELP_DESK]);
    expect(drawn(said[1])).toContain('[Details] [CSV]');
  });

  it('works in somebody’s messages with the app', async () => {
    await start();
    await person.types('/portal-digest now', { channel: DIRECT });
    expect(await answerOf()).toContain('Widgets: 2 of 3 missing');
  });

  it('tells only what has changed since the channel’s last one', async () => {
    await start();
    await person.types('/portal-digest now');
    await answerOf();
    nowMs += 7 * DAY_MS;
    rig.digesting.outcomes = [missing('a'), outcome('b'), outcome('c')];
    await person.types('/portal-digest now');
    const answer = await answerOf(2);
    expect(answer).toContain('1 of 3 missing (1 fewer than on Mon 21 July)');
    expect(answer).toContain('Recovered (1): Clinic B (#b)');
  });

  it('is compared with what the channel was told last by its subscription', async () => {
    await start();
    rig.digesting.subscriptions.set('s-1', subscription({ filter: { kind: ['Clinic'] } }));
    rig.digesting.digests.set('d-1', {
      id: 'd-1',
      scope: 'subscription:s-1',
      checkId: widgetCheck.id,
      runId: 'run-1',
      asOfMs: NOW_MS,
      isComplete: true,
      isQuiet: false,
      counts: { missing: 2, partial: 0, unknown: 0, 'on-schedule': 1, 'not-expected': 0 },
      filter: {},
      baselineRunId: null,
      baselineDigestId: null,
      toldDigestIds: [],
      skippedDueAtMs: [],
      madeAtMs: NOW_MS,
      wasPosted: true,
    });
    await person.types('/portal-digest now', { channel: ELSEWHERE });
    await rig.settled();
    nowMs += DAY_MS;
    rig.digesting.outcomes = [missing('a'), outcome('b'), outcome('c', { traits: { kind: 'Practice' } })];
    await person.types('/portal-digest now');
    const answer = await answerOf(3);
    expect(answer).toContain('Widgets ([Clinic]): 1 of 2 missing (1 fewer than on Mon 21 July)');
  });

  it('is compared with what the channel has seen since its subscription’s last, because somebody asked', async () => {
    await start();
    rig.digesting.subscriptions.set('s-1', subscription({ filter: {} }));
    await person.types('/portal-digest now', { channel: ELSEWHERE });
    await rig.settled();
    const [first] = [...rig.digesting.digests.values()];
    if (first === undefined) throw new Error('a digest was made');
    rig.digesting.digests.set('d-1', { ...first, id: 'd-1', scope: 'subscription:s-1', wasPosted: true });
    nowMs += DAY_MS;
    rig.digesting.outcomes = [missing('a'), missing('b'), missing('c')];
    await person.types('/portal-digest now');
    expect(await answerOf(3)).toContain('New (1): Clinic C (#c)');
    nowMs += DAY_MS;
    await person.types('/portal-digest now');
    expect(await answerOf(4)).toContain('nothing has changed since Tue 22 July 13:00');
  });

  it('is one line where nothing has changed, with what it rests on and the way to the details', async () => {
    await start();
    await person.types('/portal-digest now');
    await answerOf();
    nowMs += DAY_MS;
    await person.types('/portal-digest now');
    expect((await answerOf(2)).split('\n')).toEqual([
      '🔴 Widgets: nothing has changed since Mon 21 July 13:00: 2 of 3 missing, 1 on schedule',
      expect.stringMatching(/^checked 3 of 3 · Sentry ok · .* · rules 1$/u),
      '[Details in thread] [CSV] [Open incident]',
    ]);
    expect(actionIdsOf((await rig.said(2))[1])).toEqual(['digest-details', 'digest-csv', 'open-incident']);
  });

  it('never compares with what somebody else alone has seen', async () => {
    await start();
    await person.types('/portal-digest now', { channel: ELSEWHERE });
    await rig.settled();
    nowMs += DAY_MS;
    await personOf(rig, HELP_DESK).types('/portal-digest now', { channel: ELSEWHERE });
    await rig.settled();
    expect(drawn((await rig.said(4))[3])).toContain('First digest');
    nowMs += DAY_MS;
    await person.types('/portal-digest now', { channel: ELSEWHERE });
    await rig.settled();
    expect(drawn((await rig.said(6))[5])).toContain('nothing has changed since');
  });

  it('is not made twice at the same time for one channel', async () => {
    await start();
    const reading = Promise.withResolvers<void>();
    rig.digesting.whileReading = () => reading.promise;
    await person.types('/portal-digest now');
    await rig.said(1);
    await personOf(rig, HELP_DESK).types('/portal-digest now');
    const [, busy] = await rig.said(2);
    expect(drawn(busy)).toContain('A digest for this channel is being made at this moment');
    expect(busy?.onlyFor).toBe(HELP_DESK);
    reading.resolve();
    await rig.settled();
    rig.digesting.whileReading = async () => {};
    await person.types('/portal-digest now');
    await rig.settled();
    await rig.said(3);
  });

  it('weighs as much as many checks', async () => {
    await start({ handling: { rateLimit: createRateLimit({ perMinute: 12, clock: () => nowMs }) } });
    await person.types('/portal-digest now');
    await answerOf();
    await person.types('/portal-digest now');
    expect(drawn((await rig.said(2))[1])).toContain('That is more than may be asked within a minute');
    expect(rig.digesting.digests.size).toBe(1);
    nowMs += MINUTE_MS;
    await person.types('/portal-digest now');
    await answerOf(3);
  });

  it('says that it was interrupted where the bot is stopped meanwhile', async () => {
    await start();
    rig.digesting.whileReading = () => new Promise(() => {});
    await person.types('/portal-digest now');
    await rig.said(1);
    const drained = rig.inFlight.drain(1_000);
    await rig.time.elapse(1_000);
    await drained;
    expect(drawn((await rig.said(1))[0])).toContain('The bot was stopped while it made this digest');
  });

  it('says in place of the reading that it failed, and notes it', async () => {
    await start();
    rig.digesting.whileReading = () => Promise.reject(new Error('out of order'));
    await person.types('/portal-digest now');
    expect(await answerOf()).toContain('Something went wrong in the bot');
    expect(rig.errors).toHaveLength(1);
  });

  it('is answered once, however often Slack sends it', async () => {
    await start();
    await person.types('/portal-digest now');
    await answerOf();
    await rig.client.sendAgain();
    await rig.settled();
    expect(await rig.said(1)).toHaveLength(1);
    expect(rig.digesting.digests.size).toBe(1);
  });

  it('is in the audit with the digest’s id', async () => {
    await start();
    await person.types('/portal-digest now');
    await answerOf();
    const [digestId] = rig.digesting.digests.keys();
    expect(rig.audits).toMatchObject([
      {
        event: 'digest-made',
        interaction: '/portal-digest',
        digest: { checkId: 'widgets', digestId },
        asker: { userId: ENGINEER, channelId: ALLOWED },
      },
    ]);
  });

  it('is in the asker’s language where they alone see it', async () => {
    await start({ memory: { languageOf: async () => 'es' } });
    await person.types('/portal-digest now', { channel: ELSEWHERE });
    await rig.settled();
    const [reading, digest] = await rig.said(2);
    expect(drawn(reading)).toBe('⏳ Leyendo todos los artefactos …');
    expect(drawn(digest)).toContain('Primer resumen');
    expect(drawn(digest)).toContain('[Detalles] [CSV]');
  });
});

describe('a digest is refused', () => {
  const channels = [
    { id: ALLOWED, name: 'on-call', isBotMember: true },
    { id: SHARED, name: 'shared', isBotMember: true, isShared: true },
    { id: PENDING, name: 'pending', isBotMember: true, isPendingShared: true },
    { id: PRIVATE, name: 'private', isBotMember: false, isPrivate: true },
  ];

  it.each([
    [
      'in a channel shared with another organization',
      SHARED,
      'people of other organizations',
      'shared-outside',
    ],
    ['where another organization is invited', PENDING, 'or are invited to it', 'shared-outside'],
    [
      'where the bot does not see who is there',
      PRIVATE,
      'invite it (/invite @portal-check)',
      'unseen-channel',
    ],
  ])('%s', async (_, channel, sentence, reason) => {
    await start({ world: { channels } });
    await person.types('/portal-digest now', { channel });
    const [said] = await rig.said(1);
    expect(said?.onlyFor).toBe(ENGINEER);
    expect(drawn(said)).toContain(sentence);
    expect(rig.audits).toMatchObject([{ event: 'refused', reason }]);
    expect(rig.digesting.digests.size).toBe(0);
  });

  it('where Slack does not tell who is there', async () => {
    await start();
    rig.world.nextErrors.push({ method: 'conversations.info', error: 'fatal_error' });
    await person.types('/portal-digest now');
    expect(drawn((await rig.said(1))[0])).toContain('Slack does not tell at the moment');
    expect(rig.digesting.digests.size).toBe(0);
  });

  it.each([
    ['who shares the channel', false, 'people of other organizations', 'shared-outside'],
    [
      'Slack that does not tell any more who is there',
      true,
      'Slack does not tell at the moment',
      'cannot-tell-channel',
    ],
  ])('in place of the reading, in front of %s meanwhile', async (_, isSilent, sentence, reason) => {
    const channel = { id: ALLOWED, name: 'on-call', isBotMember: true, isShared: false };
    await start({ world: { channels: [channel] } });
    const reading = Promise.withResolvers<void>();
    rig.digesting.whileReading = () => reading.promise;
    await person.types('/portal-digest now');
    await rig.said(1);
    if (isSilent) rig.world.nextErrors.push({ method: 'conversations.info', error: 'fatal_error' });
    else channel.isShared = true;
    reading.resolve();
    const answer = await answerOf();
    expect(answer).toContain(sentence);
    expect(answer).not.toContain('missing');
    expect(rig.audits).toMatchObject([{ event: 'refused', reason }]);
    expect([...rig.digesting.digests.values()].map(({ wasPosted }) => wasPosted)).toEqual([false]);
  });

  it('where no check has any', async () => {
    await start({ handling: { checks: [widgetCheck] } });
    await person.types('/portal-digest now');
    expect(drawn((await rig.said(1))[0])).toContain('No check of this bot has digests.');
  });
});

it('where the bot is no member, the asker alone sees the digest, and how to invite it', async () => {
  await start();
  await person.types('/portal-digest now', { channel: WITHOUT_BOT });
  await rig.settled();
  const said = await rig.said(2);
  expect(said.map(({ onlyFor }) => onlyFor)).toEqual([ENGINEER, ENGINEER]);
  expect(said.map(drawn).join('\n')).toContain('To invite it: /invite @portal-check');
});

describe('/portal-digest', () => {
  it.each(['', 'help', '--help', 'HELP'])('shows what it can do for "%s"', async (text) => {
    await start();
    await person.types(`/portal-digest ${text}`);
    const help = drawn((await rig.said(1))[0]);
    for (const deed of ['now', 'subscribe', 'list', 'pause', 'resume', 'unsubscribe', 'help']) {
      expect(help).toContain(`/portal-digest ${deed} `);
    }
    expect(help).toContain('Subscriptions and mutes are for engineers.');
  });

  it.each(['subscribr', 'now please'])('says what it cannot read of "%s"', async (text) => {
    await start();
    await person.types(`/portal-digest ${text}`);
    const said = drawn((await rig.said(1))[0]);
    expect(said).toContain(`“${text.split(' ').at(-1)}” cannot be read here.`);
    expect(said).toContain('/portal-digest list');
  });

  it('lists for the help desk what they can do, and says that it is for them alone', async () => {
    await start();
    await personOf(rig, HELP_DESK).types('/portal-digest help');
    const help = drawn((await rig.said(1))[0]);
    expect(help.match(/\/portal-digest \w+/gu)).toEqual([
      '/portal-digest now',
      '/portal-digest list',
      '/portal-digest help',
    ]);
    expect(help).toContain('/portal-digest now a digest now, for you alone');
    expect(help).toContain('What you ask for, you alone see.');
  });

  it('explains itself in Spanish', async () => {
    await start({ memory: { languageOf: async () => 'es' } });
    await person.types('/portal-digest help');
    const help = drawn((await rig.said(1))[0]);
    expect(help).toContain('Dice qué ha cambiado entre todos los artefactos');
    expect(help).toContain('/portal-digest subscribe programa resúmenes para este canal');
  });

  it('is found in the help of checks, where some check has digests', async () => {
    await start();
    await person.types('/portal-check help');
    expect(drawn((await rig.said(1))[0])).toContain('/portal-digest help digests of all widgets');
  });
});

function subscription(over: Partial<Subscription>): Subscription {
  return {
    id: 's-1',
    checkId: widgetCheck.id,
    channelId: ALLOWED,
    schedule: { kind: 'after-slot' },
    filter: {},
    locale: 'en',
    quiet: 'each-time',
    status: { kind: 'active' },
    createdByUserId: ENGINEER,
    createdAtMs: NOW_MS,
    nextDueAtMs: NOW_MS + DAY_MS,
    ...over,
  };
}
