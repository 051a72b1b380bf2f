import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import type { Subscription } from '../../src/digests/subscription.ts';
import type { BlockValue } from '../../src/sandbox/stand-ins/slack/client-api.ts';
import type { StoredMessage } from '../../src/sandbox/stand-ins/slack/world.ts';
import { NOW_MS } from '../digests/example.ts';
import { gadgetCheck } from './gadget-check.ts';
import { actionIdsOf, chosen, personOf, text, type Person } from './person.ts';
import { drawn, saidBy, type Rig } from './rig.ts';
import {
  ALLOWED,
  DIRECT,
  ELSEWHERE,
  ENGINEER,
  HELP_DESK,
  places,
  SHARED,
  startWorkspace,
  WITHOUT_BOT,
} from './workspace.ts';

let nowMs: number;
let rig: Rig;
let person: Person;

async function start(over: Parameters<typeof startWorkspace>[0] = {}): Promise<void> {
  rig = await startWorkspace({ ...over, handling: { clock: () => nowMs, ...over.handling } });
  person = personOf(rig);
}

/** What the bot has said since. */
async function afterTyping(
  words: string,
  asker = person,
  channel = ALLOWED,
): Promise<readonly StoredMessage[]> {
  const before = saidBy(rig.world).length;
  await asker.types(`/portal-digest ${words}`, { channel });
  await rig.settled();
  return saidBy(rig.world).slice(before);
}

type Fields = Readonly<Record<string, BlockValue>>;

/** As the form is when nobody has touched it. */
const UNTOUCHED: Fields = {
  when: chosen('after-slot'),
  zone: text('America/Los_Angeles'),
  language: chosen('en'),
  quiet: chosen('each-time'),
};

/** @returns what is said to the fields; else what the bot has said, as `said` */
async function subscribing(
  fields: Fields,
): Promise<{ readonly errors: Readonly<Record<string, string>>; readonly said: readonly StoredMessage[] }> {
  await person.types('/portal-digest subscribe');
  await person.modal();
  const before = saidBy(rig.world).length;
  const errors = await person.submits({ ...UNTOUCHED, ...fields });
  await rig.settled();
  return { errors, said: saidBy(rig.world).slice(before) };
}

const subscribed = (): readonly Subscription[] => [...rig.digesting.subscriptions.values()];

function keep(id: string, over: Partial<Subscription> = {}): Subscription {
  const subscription: Subscription = {
    id,
    checkId: gadgetCheck.id,
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
  rig.digesting.subscriptions.set(id, subscription);
  return subscription;
}

const paused = { kind: 'paused', reason: 'by-person', byUserId: HELP_DESK, atMs: NOW_MS } as const;

beforeEach(() => {
  nowMs = NOW_MS;
});

describe('/portal-digest subscribe', () => {
  it('asks when and of whom, in the check’s own words', async () => {
    await start();
    await person.types('/portal-digest subscribe');
    const form = await person.modalText();
    expect(form).toContain('Digests of Widgets for <#C1>.');
    expect(form).toContain('(•) After each planned run, once its tolerance has passed');
    expect(form).toContain('Time zone (for the two above): [America/Los_Angeles]');
    expect(form).toContain('Only this [kind] (none: all): ☐ [Clinic] ☐ [Practice]');
    expect(form).toContain('Only this [cadence] (none: all): ☐ [weekly] ☐ [biweekly]');
    expect(form).toContain('Language of the digests, for all in the channel: (•) English ( ) Español');
    expect(form).toContain('(•) One line each time ( ) One line a week');
  });

  it('subscribes the channel, and tells all of it when the next three come', async () => {
    await start();
    const { errors, said } = await subscribing({});
    expect(errors).toEqual({});
    expect(said.map(({ channel, onlyFor }) => [channel, onlyFor])).toEqual([[ALLOWED, null]]);
    expect(drawn(said[0])).toBe(
      [
        '✓ <#C1> gets digests from now on.',
        'Widgets · after each planned run, once its tolerance has passed · in English · one line each time where nothing has changed',
        'Next: Mon 28 July 13:00 PDT · Mon 4 August 13:00 PDT · Mon 11 August 13:00 PDT · by <@U1>',
      ].join('\n'),
    );
    expect(subscribed()).toMatchObject([
      {
        checkId: 'widgets',
        channelId: ALLOWED,
        schedule: { kind: 'after-slot' },
        filter: {},
        locale: 'en',
        quiet: 'each-time',
        status: { kind: 'active' },
        createdByUserId: ENGINEER,
        nextDueAtMs: Date.parse('2025-07-28T20:00:00Z'),
      },
    ]);
    expect(rig.audits.at(-1)).toMatchObject({
      event: 'subscribed',
      subscription: { checkId: 'widgets', subscriptionId: subscribed()[0]?.id },
    });
  });

  it('by a cron expression: the next three in its own zone', async () => {
    await start();
    const { said } = await subscribing({
      when: chosen('cron'),
      cron: text(' 30  8 * * 1-5 '),
      zone: text('Europe/Madrid'),
    });
    expect(drawn(said[0])).toContain('by 30 8 * * 1-5 (Europe/Madrid)');
    expect(drawn(said[0])).toContain(
      'Next: Tue 22 July 08:30 GMT+2 · Wed 23 July 08:30 GMT+2 · Thu 24 July 08:30 GMT+2',
    );
    expect(subscribed()[0]?.schedule).toEqual({
      kind: 'cron',
      cron: '30 8 * * 1-5',
      timeZone: 'Europe/Madrid',
    });
  });

  it('every day at a time, right across the change of clocks', async () => {
    nowMs = Date.parse('2025-11-01T12:00:00-07:00');
    await start();
    const { said } = await subscribing({ when: chosen('daily'), time: text('9:05') });
    expect(drawn(said[0])).toContain('every day at 09:05 (America/Los_Angeles)');
    expect(drawn(said[0])).toContain(
      'Next: Sun 2 November 09:05 PST · Mon 3 November 09:05 PST · Tue 4 November 09:05 PST',
    );
  });

  it('keeps whom, in which language and how quietly', async () => {
    await start();
    const { said } = await subscribing({
      'filter:kind:0': { type: 'options', values: ['Clinic'] },
      'filter:cadence:0': { type: 'options', values: ['weekly', 'biweekly'] },
      language: chosen('es'),
      quiet: chosen('weekly'),
    });
    // All values of a trait are no filter.
    expect(subscribed()).toMatchObject([{ filter: { kind: ['Clinic'] }, locale: 'es', quiet: 'weekly' }]);
    expect(drawn(said[0])).toContain('Widgets ([Clinic]) · ');
    expect(drawn(said[0])).toContain('in Spanish · one line a week where nothing has changed');
  });

  it.each<[string, Fields, Readonly<Record<string, string | RegExp>>]>([
    [
      'four fields',
      { when: chosen('cron'), cron: text('9 * * 1') },
      { cron: /has five fields, and this has 4/ },
    ],
    [
      'an hour of 25',
      { when: chosen('cron'), cron: text('0 25 * * *') },
      { cron: /^Field 2, the hour, cannot be “25”: 0 to 23/ },
    ],
    [
      'a weekday of words',
      { when: chosen('cron'), cron: text('0 9 * * always') },
      { cron: /^Field 5, the day of the week, cannot be “always”: 0 to 7.*MON.*1#2.*5L/ },
    ],
    [
      'every minute',
      { when: chosen('cron'), cron: text('* * * * *') },
      { cron: /^At most one digest an hour/ },
    ],
    [
      'two within an hour',
      { when: chosen('cron'), cron: text('0,30 9 * * 1') },
      { cron: /^At most one digest an hour/ },
    ],
    [
      'a minute that is another one each time',
      { when: chosen('cron'), cron: text('H 9 * * 1') },
      { cron: /^Field 1, the minute, cannot be “H”/ },
    ],
    [
      'a day that never comes',
      { when: chosen('cron'), cron: text('0 9 30 2 *') },
      { cron: /^No day ever fits this/ },
    ],
    ['no cron expression', { when: chosen('cron') }, { cron: /^Please give a cron expression/ }],
    [
      'no such zone',
      { when: chosen('cron'), cron: text('0 9 * * *'), zone: text('Mars/Olympus') },
      { zone: /^“Mars\/Olympus” is no time zone/ },
    ],
    [
      'no zone',
      { when: chosen('daily'), time: text('09:00'), zone: text('') },
      { zone: /^Please give a time zone/ },
    ],
    ['no time', { when: chosen('daily') }, { time: /^Please give the time/ }],
    [
      'a time of 24:00',
      { when: chosen('daily'), time: text('24:00') },
      { time: /^“24:00” is no time of day/ },
    ],
    [
      'a cron expression that was not chosen',
      { cron: text('0 9 * * *') },
      { cron: /^Choose “By a cron expression” above/ },
    ],
    ['a time that was not chosen', { time: text('09:00') }, { time: /^Choose “Every day at a time” above/ }],
  ])('says at its field what is wrong with %s', async (_, fields, wrong) => {
    await start();
    const { errors, said } = await subscribing(fields);
    expect(Object.keys(errors)).toEqual(Object.keys(wrong));
    for (const [field, sentence] of Object.entries(wrong)) expect(errors[field]).toMatch(sentence);
    expect(said).toEqual([]);
    expect(subscribed()).toEqual([]);
  });

  it('says it in Spanish to whoever reads that', async () => {
    await start({ memory: { languageOf: async () => 'es' } });
    const { errors } = await subscribing({ when: chosen('cron'), cron: text('99 9 * * *') });
    expect(errors['cron']).toMatch(/^El campo 1 \(minuto\) no puede ser «99»: de 0 a 59/);
  });

  it('is not done twice with the same filter', async () => {
    await start();
    await subscribing({});
    const { errors, said } = await subscribing({ quiet: chosen('weekly') });
    expect(Object.keys(errors)).toEqual(['filter:kind:0']);
    expect(errors['filter:kind:0']).toMatch(
      /has a subscription to just these already.*\/portal-digest unsubscribe$/,
    );
    expect(said).toEqual([]);
    expect(subscribed()).toHaveLength(1);
    expect((await subscribing({ 'filter:kind:0': { type: 'options', values: ['Clinic'] } })).errors).toEqual(
      {},
    );
  });

  it('is not done twice either where somebody else was quicker, or the look into the table fails', async () => {
    await start();
    await subscribing({});
    vi.spyOn(rig.digesting.subscriptions, 'values').mockImplementationOnce(() => {
      throw new Error('down');
    });
    const { errors, said } = await subscribing({ quiet: chosen('weekly') });
    expect(errors).toEqual({});
    expect(said.map(({ onlyFor }) => onlyFor)).toEqual([ENGINEER]);
    expect(drawn(said[0])).toContain('has a subscription to just these already');
    expect(subscribed()).toHaveLength(1);
  });

  it('happens once where Slack sends the form twice', async () => {
    await start();
    await subscribing({});
    await rig.client.sendAgain();
    await rig.settled();
    expect(saidBy(rig.world)).toHaveLength(1);
    expect(subscribed()).toHaveLength(1);
  });

  it('of a named check is about that one', async () => {
    const other = { ...gadgetCheck, id: 'others' };
    await start({ handling: { checks: [gadgetCheck, other] } });
    await person.types('/portal-digest others subscribe');
    await person.modal();
    await person.submits(UNTOUCHED);
    await rig.settled();
    expect(subscribed().map(({ checkId }) => checkId)).toEqual(['others']);
    expect(drawn((await afterTyping('help'))[0])).toContain('/portal-digest others now another check');
  });

  it('tells whoever waited too long for the form to ask once more', async () => {
    await start();
    rig.world.nextErrors.push({ method: 'views.open', error: 'expired_trigger_id' });
    const [said] = await afterTyping('subscribe');
    expect(drawn(said)).toContain('Please give the command once more.');
  });
});

describe('/portal-digest subscribe is refused', () => {
  const PENDING = 'C7';
  const PRIVATE = 'C8';
  const channels = [
    { id: ALLOWED, name: 'on-call', isBotMember: true },
    { id: ELSEWHERE, name: 'elsewhere', isBotMember: true },
    { id: WITHOUT_BOT, name: 'without-bot', isBotMember: false },
    { id: SHARED, name: 'shared', isBotMember: true, isShared: true },
    { id: PENDING, name: 'pending', isBotMember: true, isPendingShared: true },
    { id: PRIVATE, name: 'private', isBotMember: false, isPrivate: true },
  ];

  it.each([
    [
      'where others read along',
      SHARED,
      'shared-outside',
      'people of other organizations are in this channel',
    ],
    ['where others are invited', PENDING, 'shared-outside', 'or are invited to it'],
    ['where the bot sees nobody', PRIVATE, 'unseen-channel', 'invite it (/invite @portal-check)'],
    ['where the bot is no member', WITHOUT_BOT, 'not-a-member', 'To invite it: /invite @portal-check'],
    ['where answers are not public', ELSEWHERE, 'not-allowed', 'SLACK_ALLOWED_CHANNELS'],
    ['in messages with the app', DIRECT, 'direct-message', 'Here you can ask for one: /portal-digest now'],
  ])('%s', async (_, channel, reason, sentence) => {
    await start({ world: { channels } });
    const said = await afterTyping('subscribe', person, channel);
    expect(said).toHaveLength(1);
    expect(drawn(said[0])).toContain(sentence);
    expect(rig.client.view(ENGINEER).modals).toEqual([]);
    expect(rig.audits).toMatchObject([{ event: 'refused', reason }]);
  });

  it('where Slack does not tell who is there', async () => {
    await start();
    rig.world.nextErrors.push({ method: 'conversations.info', error: 'fatal_error' });
    const [said] = await afterTyping('subscribe');
    expect(drawn(said)).toContain('Slack does not tell at the moment');
    expect(rig.client.view(ENGINEER).modals).toEqual([]);
  });

  it('where the channel was shared while the form was open', async () => {
    const channel = { id: ALLOWED, name: 'on-call', isBotMember: true, isShared: false };
    await start({ world: { channels: [channel] } });
    await person.types('/portal-digest subscribe');
    await person.modal();
    channel.isShared = true;
    await person.submits(UNTOUCHED);
    await rig.settled();
    expect(drawn(saidBy(rig.world)[0])).toContain('people of other organizations are in this channel');
    expect(subscribed()).toEqual([]);
  });

  it.each(['subscribe', 'pause', 'resume', 'unsubscribe'])('to the help desk: %s', async (deed) => {
    await start();
    keep('s-1');
    const [said] = await afterTyping(deed, personOf(rig, HELP_DESK));
    expect(said?.onlyFor).toBe(HELP_DESK);
    expect(drawn(said)).toContain('Only engineers can do this.');
    expect(subscribed()).toMatchObject([{ status: { kind: 'active' } }]);
    expect(rig.audits).toMatchObject([{ event: 'refused', reason: 'engineers-only' }]);
  });
});

describe('/portal-digest list', () => {
  it('shows the asker all of this channel, and how they stand', async () => {
    await start();
    keep('s-1');
    keep('s-2', {
      schedule: { kind: 'cron', cron: '0 9 * * *', timeZone: 'UTC' },
      filter: { kind: ['Clinic', 'Practice'], cadence: ['weekly'] },
      status: paused,
      nextDueAtMs: null,
    });
    keep('s-3', {
      filter: { kind: ['Clinic'] },
      status: { ...paused, reason: 'channel-shared', byUserId: null },
      nextDueAtMs: null,
    });
    keep('s-4', { channelId: ELSEWHERE });
    const [said, ...others] = await afterTyping('list', personOf(rig, HELP_DESK));
    expect(others).toEqual([]);
    expect(said?.onlyFor).toBe(HELP_DESK);
    expect(drawn(said).split('\n')).toEqual([
      'This channel has 3 subscriptions.',
      'Widgets · after each planned run, once its tolerance has passed · in English · one line each time where nothing has changed',
      'Next: Tue 22 July 13:00 PDT · by <@U1>',
      'Widgets ([Clinic] or [Practice], [weekly]) · every day at 09:00 (UTC) · in English · one line each time where nothing has changed',
      '⏸️ paused since Mon 21 July 20:00 by <@U2>',
      'Widgets ([Clinic]) · after each planned run, once its tolerance has passed · in English · one line each time where nothing has changed',
      '⏸️ paused since Mon 21 July 13:00: the channel was shared with another organization',
    ]);
    expect(rig.audits.at(-1)).toMatchObject({ event: 'subscriptions-shown' });
  });

  it('says how to make one where there is none', async () => {
    await start();
    expect(drawn((await afterTyping('list'))[0])).toBe(
      'This channel has no subscription. To make one: /portal-digest subscribe',
    );
  });

  it('still tells of one whose check has gone', async () => {
    await start();
    keep('s-1', { checkId: 'gone' });
    expect(drawn((await afterTyping('list'))[0])).toContain('gone · after each planned run');
  });

  it('counts those that it has no room for', async () => {
    await start();
    for (let index = 0; index < 18; index += 1) keep(`s-${index}`, { filter: { kind: [`${index}`] } });
    expect(drawn((await afterTyping('list'))[0])).toContain('… and 3 more.');
  });
});

describe.each([
  { deed: 'pause', before: {}, said: 'Paused by <@U1>', event: 'paused' },
  {
    deed: 'resume',
    before: { status: paused, nextDueAtMs: null },
    said: 'Resumed by <@U1>',
    event: 'resumed',
  },
  { deed: 'unsubscribe', before: {}, said: 'Ended by <@U1>', event: 'unsubscribed' },
])('/portal-digest $deed', ({ deed, before, said, event }) => {
  it('does it at once where there is one, and tells all in the channel', async () => {
    await start();
    keep('s-1', before);
    const [told, ...others] = await afterTyping(deed);
    expect(others).toEqual([]);
    expect(told).toMatchObject({ channel: ALLOWED, onlyFor: null });
    expect(drawn(told)).toContain(`✓ ${said}\nWidgets · after each planned run`);
    expect(rig.audits).toMatchObject([{ event, subscription: { subscriptionId: 's-1' } }]);
    expect(subscribed().map(({ status, nextDueAtMs }) => [status.kind, nextDueAtMs])).toEqual(
      {
        pause: [['paused', null]],
        resume: [['active', Date.parse('2025-07-28T20:00:00Z')]],
        unsubscribe: [],
      }[deed],
    );
  });

  it('lets choose where there are several', async () => {
    await start();
    keep('s-1', before);
    keep('s-2', { ...before, filter: { kind: ['Clinic'] } });
    const [choice] = await afterTyping(deed);
    expect(choice?.onlyFor).toBe(ENGINEER);
    expect(actionIdsOf(choice)).toEqual([deed, deed]);
    await person.presses(choice, deed, 1);
    await rig.settled();
    const told = saidBy(rig.world).at(-1);
    expect(told).toMatchObject({ channel: ALLOWED, onlyFor: null });
    expect(drawn(told)).toContain(`✓ ${said}\nWidgets ([Clinic]) · `);
    expect(rig.audits).toMatchObject([{ event, subscription: { subscriptionId: 's-2' } }]);
  });

  it('says where the chosen one has gone meanwhile', async () => {
    await start();
    keep('s-1', before);
    keep('s-2', { ...before, filter: { kind: ['Clinic'] } });
    const [choice] = await afterTyping(deed);
    rig.digesting.subscriptions.clear();
    await person.presses(choice, deed);
    await rig.settled();
    expect(drawn(saidBy(rig.world).at(-1))).toContain('This subscription is not there any more.');
  });

  it('says where there is nothing to do', async () => {
    await start();
    const [told] = await afterTyping(deed);
    expect(told?.onlyFor).toBe(ENGINEER);
    expect(drawn(told)).toMatch(/^ℹ️ There is no (?:paused )?subscription of this channel/);
  });

  it('leaves those of other channels alone', async () => {
    await start();
    keep('s-1', { ...before, channelId: ELSEWHERE });
    await afterTyping(deed);
    expect(subscribed()).toMatchObject([{ status: before.status ?? { kind: 'active' } }]);
  });
});

describe('/portal-digest pause, where it is paused already', () => {
  it('says so, and changes nothing', async () => {
    await start();
    keep('s-1', { status: paused, nextDueAtMs: null });
    const said = await afterTyping('pause');
    expect(said.map((message) => [message.onlyFor, drawn(message)])).toEqual([
      [ENGINEER, 'ℹ️ It is paused already. To take it up again: /portal-digest resume'],
    ]);
    keep('s-2', { status: paused, nextDueAtMs: null, filter: { kind: ['Clinic'] } });
    expect(drawn((await afterTyping('pause'))[0])).toContain('They are all paused already.');
    expect(subscribed().map(({ status }) => status)).toEqual([paused, paused]);
    expect(rig.audits).toEqual([]);
  });

  it('by somebody else, while one was chosen', async () => {
    await start();
    keep('s-1');
    keep('s-2', { filter: { kind: ['Clinic'] } });
    const [choice] = await afterTyping('pause');
    keep('s-1', { status: paused, nextDueAtMs: null });
    await person.presses(choice, 'pause');
    await rig.settled();
    expect(drawn(saidBy(rig.world).at(-1))).toContain('It is paused already.');
    expect(subscribed().find(({ id }) => id === 's-1')?.status).toEqual(paused);
  });
});

describe('/portal-digest resume is refused', () => {
  it('while the channel is shared, and done once it is not', async () => {
    const channel = { id: ALLOWED, name: 'on-call', isBotMember: true, isShared: true };
    await start({ world: { channels: [channel] } });
    keep('s-1', { status: { ...paused, reason: 'channel-shared', byUserId: null }, nextDueAtMs: null });
    expect(drawn((await afterTyping('resume'))[0])).toContain('people of other organizations');
    expect(subscribed()).toMatchObject([{ status: { kind: 'paused' } }]);
    channel.isShared = false;
    expect(drawn((await afterTyping('resume'))[0])).toContain('Resumed by <@U1>');
    expect(subscribed()).toMatchObject([{ status: { kind: 'active' } }]);
  });

  it('where answers are public no more', async () => {
    await start({ handling: { places: { ...places, allowedChannelIds: new Set() } } });
    keep('s-1', { status: paused, nextDueAtMs: null });
    expect(drawn((await afterTyping('resume'))[0])).toContain('SLACK_ALLOWED_CHANNELS');
  });
});

it('in a shared channel subscriptions can be listed and ended, and the asker alone is told', async () => {
  await start();
  keep('s-1', { channelId: SHARED });
  const [list] = await afterTyping('list', person, SHARED);
  const [ended] = await afterTyping('unsubscribe', person, SHARED);
  expect([list?.onlyFor, ended?.onlyFor]).toEqual([ENGINEER, ENGINEER]);
  expect(subscribed()).toEqual([]);
});

it('somebody’s own language is for what they alone see; what all see is in the bot’s', async () => {
  await start({ memory: { languageOf: async () => 'es' } });
  keep('s-1');
  expect(drawn((await afterTyping('list'))[0])).toContain('Este canal tiene una suscripción.');
  expect(drawn((await afterTyping('pause'))[0])).toContain('Paused by <@U1>');
});
