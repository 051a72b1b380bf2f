import { describe, expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../src/diagnosis/time.ts';
import type { FetchFunction } from '@slack/web-api';
import { DUKE, widgetDiagnosis } from '../slack/widget-check.ts';
import { personOf, type Person } from './person.ts';
import { drawn, saidBy, startRig, type Rig } from './rig.ts';
import {
  ALLOWED,
  ARCHIVED,
  DIRECT,
  ELSEWHERE,
  ENGINEER,
  HELP_DESK,
  startWorkspace,
  WITHOUT_BOT,
} from './workspace.ts';
import { waitFor } from '../support/wait-for.ts';

const missing = widgetDiagnosis({ id: 'd-1' });
const fine = widgetDiagnosis({
  id: 'd-2',
  state: 'on-schedule',
  code: 'on-schedule',
  facts: { name: 'Duke Health', statement: 'on schedule' },
});

/** A check under way in a channel that may change meanwhile; its "checking" message stands. */
async function checking() {
  const channel = { id: ALLOWED, name: 'on-call', isBotMember: true, isArchived: false };
  const rig = await startRig({ world: { channels: [channel] } });
  await rig.command(DUKE);
  const pending = await rig.investigation();
  await rig.time.elapse(2 * SECOND_MS);
  const [message] = await rig.said(1);
  if (message === undefined) throw new Error('nothing says "checking"');
  return { rig, channel, message, ...pending };
}

describe('when Slack says that it is too much', () => {
  it.each([1, 5])('%i times in a row, the answer waits as long as Slack wants, and comes', async (times) => {
    const rig = await startWorkspace();
    for (let refusals = 0; refusals < times; refusals += 1) {
      rig.world.nextErrors.push({ method: 'chat.postMessage', error: 'ratelimited', retryAfterS: 7 });
    }
    await personOf(rig).types(`/portal-check ${DUKE}`);
    for (let refusals = 0; refusals < times; refusals += 1) {
      expect(saidBy(rig.world)).toEqual([]);
      await rig.time.elapse(7 * SECOND_MS);
    }
    const [answer] = await rig.said(1);
    expect(drawn(answer)).toContain('missing: no link');
    expect(answer?.onlyFor).toBeNull();
    await rig.settled();
    expect(rig.errors).toEqual([]);
  });

  it('for more than five minutes, the failure is told', async () => {
    const rig = await startWorkspace();
    rig.world.nextErrors.push({ method: 'chat.postMessage', error: 'ratelimited', retryAfterS: 301 });
    await personOf(rig).types(`/portal-check ${DUKE}`);
    const [said] = await rig.said(1);
    expect(said?.onlyFor).toBe(ENGINEER);
    expect(drawn(said)).toContain('the reference r-1');
  });
});

describe('the asker still gets the answer', () => {
  it('where somebody has deleted the "checking" message', async () => {
    const { rig, message, first, amended } = await checking();
    message.isDeleted = true;
    first.resolve([missing]);
    amended.resolve(null);
    const [answer] = await rig.said(1);
    expect(drawn(answer)).toContain('missing: no link');
    await rig.settled();
    expect(rig.errors).toEqual([]);
  });

  it.each([
    ['the bot was removed from the channel', { isBotMember: false }, '/invite @portal-check'],
    ['the channel was archived', { isArchived: true }, 'the bot may not post in this channel'],
  ])('alone where %s meanwhile, and why', async (_, change, reason) => {
    const { rig, channel, first, amended } = await checking();
    Object.assign(channel, change);
    first.resolve([missing]);
    amended.resolve(null);
    const [, answer] = await rig.said(2);
    expect(answer).toMatchObject({ onlyFor: ENGINEER, via: 'response_url' });
    expect(drawn(answer)).toContain('missing: no link');
    expect(drawn(answer)).toContain(reason);
    await rig.settled();
    expect(rig.errors).toEqual([]);
  });

  it('hears of a changed verdict though the bot was removed after the answer', async () => {
    const { rig, channel, first, amended } = await checking();
    first.resolve([missing]);
    await waitFor(() => expect(drawn(saidBy(rig.world)[0])).toContain('missing: no link'));
    channel.isBotMember = false;
    amended.resolve([fine]);
    const [, remark] = await rig.said(2);
    expect(remark?.onlyFor).toBe(ENGINEER);
    expect(drawn(remark)).toContain('before “missing: no link”, now “on schedule”');
    await rig.settled();
    expect(rig.errors).toEqual([]);
  });

  it('alone in an archived channel', async () => {
    const rig = await startRig();
    await rig.command(DUKE, { channelId: ARCHIVED });
    const { first, amended } = await rig.investigation();
    first.resolve([missing]);
    amended.resolve(null);
    const [answer] = await rig.said(1);
    expect(answer?.onlyFor).toBe(ENGINEER);
    expect(drawn(answer)).toContain('the bot may not post in this channel');
  });

  it.each([
    ['in the channel', ELSEWHERE, { channel: ELSEWHERE, onlyFor: ENGINEER, via: 'chat.postEphemeral' }],
    ['in their messages with the app', WITHOUT_BOT, { channel: DIRECT, via: 'chat.postMessage' }],
  ])('%s where its response_url is used up', async (_, channel, expected) => {
    const usedUp: FetchFunction = async () => new Response('used_url', { status: 404 });
    const rig = await startWorkspace({ handling: { fetch: usedUp } });
    await personOf(rig).types(`/portal-check ${DUKE} private`, { channel });
    const [answer] = await rig.said(1);
    expect(answer).toMatchObject(expected);
    expect(drawn(answer)).toContain('missing: no link');
    await rig.settled();
    expect(rig.errors).toEqual([]);
  });

  it('of a question that took longer than a response_url lives', async () => {
    let nowMs = Date.now();
    const rig = await startRig({
      world: { channels: [{ id: ALLOWED, name: 'on-call', isBotMember: true }] },
      handling: { clock: () => nowMs },
    });
    await rig.command(`${DUKE} private`);
    const { first, amended } = await rig.investigation();
    nowMs += 31 * MINUTE_MS;
    first.resolve([missing]);
    amended.resolve(null);
    expect((await rig.said(1))[0]).toMatchObject({ via: 'chat.postEphemeral', onlyFor: ENGINEER });
  });
});

/** Everything that opens a modal, and for whom. */
const OPENERS: Readonly<
  Record<string, readonly [user: string, act: (rig: Rig, person: Person) => Promise<void>]>
> = {
  evidence: [ENGINEER, pressing('evidence')],
  wrong: [ENGINEER, pressing('wrong')],
  'check-address': [HELP_DESK, pressing('check-address')],
  'hand-over': [HELP_DESK, pressing('hand-over')],
  'show at home': [ENGINEER, (_, person) => person.pressesAtHome('show')],
  'the shortcut': [ENGINEER, (_, person) => person.takesShortcut()],
};

function pressing(actionId: string) {
  return async (rig: Rig, person: Person): Promise<void> => {
    const [answer] = saidBy(rig.world);
    await person.presses(answer, actionId);
  };
}

describe('a modal that Slack did not wait for', () => {
  it.each(Object.entries(OPENERS))('by %s: the person is asked to press again', async (_, [user, act]) => {
    const rig = await startWorkspace();
    const person = personOf(rig, user);
    await person.types(`/portal-check ${DUKE}`);
    await rig.said(1);
    await person.opensHome();
    await waitFor(() => person.homeText());
    rig.world.nextErrors.push({ method: 'views.open', error: 'expired_trigger_id' });
    await act(rig, person);
    const [, said] = await rig.said(2);
    await rig.settled();
    expect([user, `D${user.slice(1)}`]).toContain(said?.onlyFor ?? said?.channel);
    expect(drawn(said)).toContain('Please press the button once more.');
    expect(rig.world.modals).toEqual([]);
    expect(rig.errors).toEqual([]);
  });
});
