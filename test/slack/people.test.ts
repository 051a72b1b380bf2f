import { WebClient } from '@slack/web-api';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../src/diagnosis/time.ts';
import { createChannels, createPeople } from '../../src/slack/people.ts';
import { network } from '../support/network.ts';
import { silentBoltLogger } from './silent-log.ts';

const wait = async (): Promise<void> => {};

function slackClient(): WebClient {
  return new WebClient('xoxb-sandbox', {
    retryConfig: { retries: 0 },
    logger: silentBoltLogger,
    rejectRateLimitedCalls: true,
  });
}

/** Lets Slack answer a method. Returns what it was asked, each time anew. */
function slackAnswers(method: string, ...answers: readonly (JsonBodyType | Response)[]) {
  const asked: Record<string, string>[] = [];
  network.use(
    http.post(`https://slack.com/api/${method}`, async ({ request }) => {
      asked.push(Object.fromEntries(new URLSearchParams(await request.text())));
      const answer = answers[Math.min(asked.length, answers.length) - 1];
      return answer instanceof Response ? answer.clone() : HttpResponse.json(answer);
    }),
  );
  return asked;
}

const refusal = (error: string, more: object = {}) => ({ ok: false, error, ...more });
const tooMany = () =>
  HttpResponse.json(refusal('ratelimited'), { status: 429, headers: { 'retry-after': '3' } });
const down = () => new Response('no', { status: 503 });

describe('the members of a user group', () => {
  const memberIds = () => createPeople({ client: slackClient(), wait }).memberIdsOf('S1');

  it('are those whom Slack names', async () => {
    const asked = slackAnswers('usergroups.users.list', { ok: true, users: ['U1', 'U2'] });
    expect(await memberIds()).toEqual(['U1', 'U2']);
    expect(asked).toEqual([{ usergroup: 'S1' }]);
  });

  it('are nobody only where Slack says so', async () => {
    slackAnswers('usergroups.users.list', { ok: true, users: [] });
    expect(await memberIds()).toEqual([]);
  });

  it.each([
    ['plan_upgrade_required', /name user ids instead, in SLACK_ENGINEER_USERS and SLACK_HELP_DESK_USERS/],
    ['no_such_subteam', /group S1 .*SLACK_ENGINEER_GROUPS/],
    ['missing_scope', /usergroups:read/],
  ])('are not known, and the operator learns what to do, where Slack says %s', async (code, nextStep) => {
    slackAnswers('usergroups.users.list', refusal(code));
    await expect(memberIds()).rejects.toThrow(nextStep);
    await expect(memberIds()).rejects.toMatchObject({ cause: { data: { error: code } } });
  });

  it.each([
    ['Slack is down', down(), '503'],
    ['Slack refuses for another reason', refusal('account_inactive'), 'account_inactive'],
    ['the list is missing', { ok: true }, 'expected array'],
    ['the list has changed its shape', { ok: true, users: [{ id: 'U1' }] }, 'expected string'],
  ])('are not known where %s: that is not "nobody"', async (_, answer, reason) => {
    slackAnswers('usergroups.users.list', answer);
    await expect(memberIds()).rejects.toThrow(reason);
  });

  it('are asked for again when Slack’s rate limit is over', async () => {
    const waited: number[] = [];
    slackAnswers('usergroups.users.list', tooMany(), { ok: true, users: ['U1'] });
    const people = createPeople({
      client: slackClient(),
      async wait(delayMs) {
        waited.push(delayMs);
      },
    });
    expect(await people.memberIdsOf('S1')).toEqual(['U1']);
    expect(waited).toEqual([3 * SECOND_MS]);
  });
});

describe('a guest', () => {
  const isGuest = (user: object) => {
    slackAnswers('users.info', { ok: true, user: { id: 'U1', name: 'ana', ...user } });
    return createPeople({ client: slackClient(), wait }).isGuest('U1');
  };
  const member = { deleted: false, is_restricted: false, is_ultra_restricted: false };

  it.each([
    ['of several channels', { ...member, is_restricted: true }],
    ['of a single channel', { ...member, is_restricted: true, is_ultra_restricted: true }],
    ['from another organization', { deleted: false, is_stranger: true }],
    ['who has left: a deleted account', { deleted: true }],
  ])('is one %s', async (_, user) => {
    expect(await isGuest(user)).toBe(true);
  });

  it('is no full member', async () => {
    expect(await isGuest(member)).toBe(false);
    expect(await isGuest({ ...member, is_stranger: false })).toBe(false);
  });

  it('is not ruled out where Slack does not tell', async () => {
    await expect(isGuest({ deleted: false })).rejects.toThrow('does not tell');
    await expect(isGuest({ ...member, is_restricted: 'no' })).rejects.toThrow('expected boolean');
    slackAnswers('users.info', refusal('user_not_found'));
    await expect(createPeople({ client: slackClient(), wait }).isGuest('U1')).rejects.toThrow(
      'user_not_found',
    );
  });
});

describe('a channel', () => {
  function channels() {
    let nowMs = 0;
    const asked = createChannels({ client: slackClient(), wait, clock: () => nowMs });
    return {
      isSharedOutside: (id: string) => asked.isSharedOutside(id),
      isSharedOutsideNow: (id: string) => asked.isSharedOutsideNow(id),
      standingOf: (id: string) => asked.standingOf(id),
      noteShared: (id: string) => asked.noteShared(id),
      pass: (ms: number) => (nowMs += ms),
    };
  }
  const told = (flags: object) => ({ ok: true, channel: { id: 'C1', is_ext_shared: false, ...flags } });

  it.each([
    ['another organization', { is_ext_shared: true }],
    ['an organization that is only invited', { is_pending_ext_shared: true }],
    ['another workspace of the own organization', { is_org_shared: true }],
  ])('is shared with %s: no answer is public there', async (_, flags) => {
    slackAnswers('conversations.info', told(flags));
    expect(await channels().isSharedOutside('C1')).toBe(true);
  });

  it('of the own workspace alone is not shared', async () => {
    const asked = slackAnswers(
      'conversations.info',
      told({ is_pending_ext_shared: false, is_org_shared: false }),
    );
    expect(await channels().isSharedOutside('C1')).toBe(false);
    expect(asked).toEqual([{ channel: 'C1' }]);
  });

  it('of two, the asker and the bot, is not shared, and Slack is not asked', async () => {
    expect(await channels().isSharedOutside('D1')).toBe(false);
  });

  it.each([
    ['is private and without the bot', refusal('channel_not_found')],
    ['is a message among several people', refusal('missing_scope', { needed: 'mpim:read' })],
  ])('counts as shared where the bot cannot see it, for it %s', async (_, answer) => {
    slackAnswers('conversations.info', answer);
    expect(await channels().isSharedOutside('C1')).toBe(true);
  });

  it('is seen soon after the bot was invited', async () => {
    slackAnswers('conversations.info', refusal('channel_not_found'), told({}));
    const { isSharedOutside, pass } = channels();
    expect(await isSharedOutside('C1')).toBe(true);
    pass(5 * SECOND_MS);
    expect(await isSharedOutside('C1')).toBe(false);
  });

  it.each([
    ['Slack is down', down(), '503'],
    ['the app lacks a scope', refusal('missing_scope', { needed: 'channels:read' }), 'missing_scope'],
    ['the flag is missing', { ok: true, channel: { id: 'C1' } }, 'is_ext_shared'],
  ])('is not taken for one of the own workspace where %s', async (_, answer, reason) => {
    slackAnswers('conversations.info', answer);
    await expect(channels().isSharedOutside('C1')).rejects.toThrow(reason);
  });

  it('is asked about again after a minute: it may have been shared meanwhile', async () => {
    const asked = slackAnswers('conversations.info', told({}), told({ is_ext_shared: true }));
    const { isSharedOutside, pass } = channels();
    expect(await isSharedOutside('C1')).toBe(false);
    pass(MINUTE_MS - 1);
    expect(await isSharedOutside('C1')).toBe(false);
    expect(asked).toHaveLength(1);
    pass(1);
    expect(await isSharedOutside('C1')).toBe(true);
  });

  it('counts as shared from the moment that Slack tells so, whatever it said before', async () => {
    const asked = slackAnswers('conversations.info', told({}));
    const { isSharedOutside, isSharedOutsideNow, standingOf, noteShared, pass } = channels();
    expect(await isSharedOutside('C1')).toBe(false);
    noteShared('C1');
    pass(5 * MINUTE_MS - 1);
    expect(await isSharedOutside('C1')).toBe(true);
    expect(await isSharedOutsideNow('C1')).toBe(true);
    expect(await standingOf('C1')).toBe('shared-outside');
    expect(asked).toHaveLength(1);
    pass(1);
    expect(await isSharedOutside('C1')).toBe(false);
  });

  it('is asked about anew for what tells of everybody, and what Slack says then counts for all', async () => {
    const asked = slackAnswers(
      'conversations.info',
      told({ is_member: true }),
      told({ is_member: true, is_ext_shared: true }),
      refusal('channel_not_found'),
    );
    const { isSharedOutside, isSharedOutsideNow } = channels();
    expect(await isSharedOutside('C1')).toBe(false);
    expect(await isSharedOutsideNow('C1')).toBe(true);
    expect(await isSharedOutside('C1')).toBe(true);
    expect(await isSharedOutsideNow('C1')).toBe(true);
    expect(asked).toHaveLength(3);
    expect(await isSharedOutsideNow('D1')).toBe(false);
    expect(asked).toHaveLength(3);
  });

  it('of which Slack does not tell just now is not taken for one of the own workspace by what it told before', async () => {
    slackAnswers('conversations.info', told({}), refusal('fatal_error'));
    const { isSharedOutside, isSharedOutsideNow } = channels();
    expect(await isSharedOutside('C1')).toBe(false);
    await expect(isSharedOutsideNow('C1')).rejects.toThrow('fatal_error');
  });

  it.each([
    ['the bot is in it', told({ is_member: true }), 'open'],
    ['the bot is not in it', told({ is_member: false }), 'not-a-member'],
    ['Slack does not tell whether the bot is', told({}), 'not-a-member'],
    ['others are in it', told({ is_member: true, is_ext_shared: true }), 'shared-outside'],
    ['others are invited', told({ is_member: true, is_pending_ext_shared: true }), 'shared-outside'],
    ['the bot does not see it', refusal('channel_not_found'), 'unseen'],
  ])('stands with the bot as it does at this moment: %s', async (_, answer, standing) => {
    const asked = slackAnswers('conversations.info', answer);
    const { standingOf } = channels();
    expect(await standingOf('C1')).toBe(standing);
    expect(await standingOf('C1')).toBe(standing);
    expect(asked).toHaveLength(2);
    expect(await standingOf('D1')).toBe('direct');
    expect(asked).toHaveLength(2);
  });

  it('of which Slack does not tell has no standing', async () => {
    slackAnswers('conversations.info', down());
    await expect(channels().standingOf('C1')).rejects.toThrow('503');
  });
});
