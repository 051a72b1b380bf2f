import { WebClient } from '@slack/web-api';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serve } from '../../src/sandbox/stand-ins/serve.ts';
import { createSlackHandlers } from '../../src/sandbox/stand-ins/slack/handlers.ts';
import type { SlackWorld } from '../../src/sandbox/stand-ins/slack/world.ts';
import { tellFailures } from '../../src/slack/tell-failures.ts';
import { addressOfNobody } from '../support/http-server.ts';
import { BOT_TOKEN, sandboxWorld } from './sandbox-world.ts';
import { silentBoltLogger } from './silent-log.ts';

type Told = readonly [method: string, code: string];

function clientOf(apiUrl: string) {
  const told: Told[] = [];
  const client = new WebClient(BOT_TOKEN, {
    slackApiUrl: apiUrl,
    fetch: tellFailures(fetch, (method, code) => told.push([method, code])),
    logger: silentBoltLogger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
  return { client, told };
}

async function clientIn(world: SlackWorld) {
  const slack = await serve(createSlackHandlers(world));
  onTestFinished(() => slack.close());
  return { ...clientOf(`${slack.url}/api/`), slack };
}

describe('a request to Slack that fails', () => {
  it('is told with its method and Slack’s code, and what succeeds is not', async () => {
    const { client, told } = await clientIn(sandboxWorld());
    await client.chat.postMessage({ channel: 'C1', text: 'well' });
    await expect(client.chat.postMessage({ channel: 'C2', text: 'hello' })).rejects.toThrow('not_in_channel');
    expect(told).toEqual([['chat.postMessage', 'not_in_channel']]);
  });

  it.each([
    ['rate-limited', 'ratelimited'],
    ['server-error-before', 'http_503'],
  ] as const)('is told where it is %s', async (kind, code) => {
    const world = sandboxWorld();
    world.faults.push({ method: 'auth.test', kind, count: 1 });
    const { client, told } = await clientIn(world);
    await expect(client.auth.test()).rejects.toThrow(/rate|503/);
    await client.auth.test();
    expect(told).toEqual([['auth.test', code]]);
  });

  it('is told where nothing answers, or the answer breaks off', async () => {
    const nobody = clientOf(`${await addressOfNobody()}/api/`);
    await expect(nobody.client.auth.test()).rejects.toThrow('A request error occurred');
    expect(nobody.told).toEqual([['auth.test', 'no_answer']]);

    const told: Told[] = [];
    const breaking = tellFailures(
      async () => new Response(new ReadableStream({ start: (stream) => stream.error(new Error('reset')) })),
      (method, code) => told.push([method, code]),
    );
    const response = await breaking('https://slack.com/api/chat.update');
    await expect(response.text()).rejects.toThrow('reset');
    expect(told).toEqual([['chat.update', 'no_answer']]);
  });

  it('is told without the address of a response_url, by which anybody could write as the bot', async () => {
    const told: Told[] = [];
    const refusing = tellFailures(
      async () => new Response('used_url', { status: 404 }),
      (method, code) => told.push([method, code]),
    );
    const response = await refusing('https://hooks.slack.com/commands/T1/1234/secret');
    expect([response.status, await response.text()]).toEqual([404, 'used_url']);
    expect(told).toEqual([['response_url', 'http_404']]);
  });

  it('is told by a code only, whatever a proxy in between says', async () => {
    const told: Told[] = [];
    const answers = ['<html>log in, please</html>', '{"ok":false,"error":"mail ana@duke.example"}'];
    const talking = tellFailures(
      async () => new Response(answers.shift()),
      (method, code) => told.push([method, code]),
    );
    await (await talking('https://slack.com/api/auth.test')).text();
    await (await talking('https://slack.com/api/auth.test')).text();
    expect(told).toEqual([['auth.test', 'unknown']]);
  });
});
