import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { createSlackHandlers } from '../../../src/sandbox/stand-ins/slack/handlers.ts';
import { buttonPayload } from '../../../src/sandbox/stand-ins/slack/payloads.ts';
import { issueResponseUrl } from '../../../src/sandbox/stand-ins/slack/response-urls.ts';
import type { SlackWorld } from '../../../src/sandbox/stand-ins/slack/world.ts';
import { z } from 'zod';
import { network } from '../../support/network.ts';
import { BOT_TOKEN, sandboxWorld } from '../../slack/sandbox-world.ts';
import { silentBoltLogger } from '../../slack/silent-log.ts';

const SLACK_URL = 'https://slack.test';
const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'found' } }];
const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'Evidence' }, blocks };

function clientOf(world: SlackWorld, token = BOT_TOKEN): WebClient {
  network.use(...createSlackHandlers(world));
  return new WebClient(token, {
    slackApiUrl: `${SLACK_URL}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silentBoltLogger,
  });
}

function triggerIdOf(atMs: number): string {
  const doer = { slackUrl: SLACK_URL, teamId: 'T1', userId: 'U1', channelId: 'C1', atMs };
  const payload = buttonPayload(doer, { actionId: 'evidence', message: { ts: '1.000001' } });
  return z.object({ trigger_id: z.string() }).parse(payload).trigger_id;
}

describe('the stand-in refuses what Slack refuses', () => {
  const post = (over: object) => (client: WebClient) =>
    client.apiCall('chat.postMessage', { channel: 'C1', text: 'found', ...over });
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

  it.each<[string, (client: WebClient) => Promise<unknown>]>([
    ['invalid_blocks', post({ blocks: Array.from({ length: 51 }, () => section('x')) })],
    ['invalid_blocks', post({ blocks: [section('x'.repeat(3_001))] })],
    ['invalid_blocks', post({ blocks: [{ type: 'nonsense' }] })],
    ['msg_blocks_too_long', post({ blocks: Array.from({ length: 5 }, () => section('x'.repeat(2_700))) })],
    ['msg_too_long', post({ text: 'x'.repeat(40_001) })],
    ['no_text', post({ text: '' })],
    ['not_in_channel', post({ channel: 'C2' })],
    ['is_archived', post({ channel: 'C3' })],
    ['channel_not_found', post({ channel: 'C4' })],
    ['message_not_found', (client) => client.chat.update({ channel: 'C1', ts: '1.1', text: 'x', blocks })],
    ['unknown_method', (client) => client.apiCall('chat.meMessage')],
    [
      'expired_trigger_id',
      (client) => client.views.open({ trigger_id: triggerIdOf(Date.now() - 3_001), view }),
    ],
  ])('%s', async (error, call) => {
    await expect(call(clientOf(sandboxWorld()))).rejects.toThrow(error);
  });

  it('a token that it does not know', async () => {
    await expect(clientOf(sandboxWorld(), 'xoxb-other').auth.test()).rejects.toThrow('invalid_auth');
  });

  it('a method whose scope the app was not granted', async () => {
    const client = clientOf(sandboxWorld({ scopes: ['commands', 'chat:write'] }));
    await expect(client.users.info({ user: 'U1' })).rejects.toThrow('missing_scope');
  });

  it('a trigger that was used', async () => {
    const client = clientOf(sandboxWorld());
    const triggerId = triggerIdOf(Date.now());
    await client.views.open({ trigger_id: triggerId, view });
    await expect(client.views.open({ trigger_id: triggerId, view })).rejects.toThrow('exchanged_trigger_id');
  });

  it('a second message to a channel within a second, where that is switched on', async () => {
    const client = clientOf(sandboxWorld({ limitsMessageRate: true, clock: () => 1_000_000 }));
    await client.chat.postMessage({ channel: 'C1', text: 'first' });
    await expect(client.chat.postMessage({ channel: 'C1', text: 'second' })).rejects.toThrow(
      'retry this request in 1 seconds',
    );
  });

  it('an edit without blocks removes the blocks', async () => {
    const world = sandboxWorld();
    const client = clientOf(world);
    const { ts = '' } = await client.chat.postMessage({ channel: 'C1', text: 'found', blocks });
    await client.chat.update({ channel: 'C1', ts, text: 'found more' });
    expect(world.messages).toMatchObject([{ text: 'found more', blocks: [], history: [{ text: 'found' }] }]);
  });
});

describe('a response_url', () => {
  const url = (issuedAtMs: number): string =>
    issueResponseUrl({ slackUrl: SLACK_URL, channelId: 'C2', userId: 'U1', issuedAtMs });
  const answer = async (to: string): Promise<string> => {
    const response = await fetch(to, { method: 'POST', body: JSON.stringify({ text: 'found' }) });
    return response.text();
  };

  it('takes five answers, and no sixth', async () => {
    const world = sandboxWorld();
    network.use(...createSlackHandlers(world));
    const to = url(Date.now());
    const answers: string[] = [];
    for (let count = 1; count <= 6; count += 1) answers.push(await answer(to));
    expect(answers).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'used_url']);
    expect(world.messages).toHaveLength(5);
  });

  it('takes none after half an hour', async () => {
    network.use(...createSlackHandlers(sandboxWorld()));
    expect(await answer(url(Date.now() - 30 * 60_000 - 1))).toBe('expired_url');
  });
});

it('shows over HTTP what stands in Slack', async () => {
  const client = clientOf(sandboxWorld());
  await client.chat.postMessage({ channel: 'C1', text: 'found', blocks });
  const response = await fetch(`${SLACK_URL}/__messages`);
  expect(await response.json()).toMatchObject({ messages: [{ channel: 'C1', text: 'found' }], modals: [] });
});
