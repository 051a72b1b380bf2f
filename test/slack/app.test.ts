import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSlackHandlers } from '../../src/sandbox/stand-ins/slack/handlers.ts';
import { startSocketModeServer } from '../../src/sandbox/stand-ins/slack/socket-mode.ts';
import type { SlackWorld } from '../../src/sandbox/stand-ins/slack/world.ts';
import { eventRequest, post } from '../../src/sandbox/stand-ins/slack/senders.ts';
import { serve } from '../../src/sandbox/stand-ins/serve.ts';
import { createSlackApp, type SlackApp, type SlackAppSettings } from '../../src/slack/app.ts';
import { createSlackNetwork } from '../../src/slack/network.ts';
import type { Page } from '../../src/slack/pages.ts';
import { realWait } from '../../src/slack/wait.ts';
import { addressOfNobody } from '../support/http-server.ts';
import { until } from '../support/until.ts';
import { createManualWait } from './manual-wait.ts';
import { APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, sandboxWorld } from './sandbox-world.ts';
import { silentBoltLogger } from './silent-log.ts';

const HELLO: Page = {
  path: '/hello',
  show: async () => ({ status: 200, contentType: 'text/plain', body: 'Hello!' }),
};

const direct = createSlackNetwork({ caPem: null, proxyUrl: null, noProxy: null });

async function appFor(world: SlackWorld, over: Partial<SlackAppSettings> = {}): Promise<SlackApp> {
  const slack = await serve(createSlackHandlers(world));
  onTestFinished(() => slack.close());
  return createSlackApp({
    token: BOT_TOKEN,
    connection: { kind: 'http', signingSecret: SIGNING_SECRET },
    port: 0,
    host: '127.0.0.1',
    slackApiUrl: `${slack.url}/api/`,
    network: direct,
    logger: silentBoltLogger,
    pages: [HELLO],
    wait: realWait,
    ...over,
  });
}

async function started(app: SlackApp): Promise<number | null> {
  const port = await app.start();
  onTestFinished(() => app.stop());
  return port;
}

describe('the bot in Slack', () => {
  it('knows whose it is', async () => {
    const app = await appFor(sandboxWorld({ enterpriseId: 'E1', scopes: ['commands', 'chat:write'] }));
    expect(await app.identity()).toEqual({
      teamId: 'T1',
      enterpriseId: 'E1',
      userId: 'U0BOT',
      botId: 'B0BOT',
      scopes: ['commands', 'chat:write'],
    });
  });

  it('asks that once, however often it is wanted', async () => {
    const world = sandboxWorld();
    const app = await appFor(world);
    await Promise.all([app.identity(), app.identity()]);
    await app.identity();
    expect(world.calls.map(({ method }) => method)).toEqual(['auth.test']);
  });

  it('does not start with a token that Slack does not know, and says why', async () => {
    const app = await appFor(sandboxWorld(), { token: 'xoxb-other' });
    await expect(app.start()).rejects.toThrow('invalid_auth');
  });

  it('starts at the second attempt where Slack could not be reached at the first', async () => {
    const world = sandboxWorld();
    world.nextErrors.push({ method: 'auth.test', error: 'fatal_error' });
    const app = await appFor(world);
    await expect(app.start()).rejects.toThrow('fatal_error');
    expect(await started(app)).toEqual(expect.any(Number));
  });

  it('reaches Slack through a proxy where one is configured', async () => {
    const tunnels: string[] = [];
    const proxy = createServer().on('connect', (request, socket) => {
      tunnels.push(request.url ?? '');
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    onTestFinished(() => void proxy.close());
    const address = proxy.address();
    const port = typeof address === 'object' ? address?.port : null;
    const network = createSlackNetwork({ caPem: null, proxyUrl: `http://127.0.0.1:${port}`, noProxy: null });
    const app = await appFor(sandboxWorld(), { network, slackApiUrl: 'https://slack.invalid/api/' });
    await expect(app.identity()).rejects.toThrow('A request error occurred');
    expect(tunnels).toEqual(['slack.invalid:443']);
  });

  it('goes past the proxy to hosts that are excepted from it', async () => {
    const network = createSlackNetwork({
      caPem: null,
      proxyUrl: await addressOfNobody(),
      noProxy: '127.0.0.1',
    });
    const app = await appFor(sandboxWorld(), { network });
    await expect(app.identity()).resolves.toMatchObject({ teamId: 'T1' });
  });
});

describe('a page for whoever runs the bot', () => {
  const freePort = async () => Number(new URL(await addressOfNobody()).port);

  it('is shown over HTTP, with its status and type', async () => {
    const teapot = { status: 418, contentType: 'application/json', body: '{"ok":false}' };
    const pages = [HELLO, { path: '/teapot', show: async () => teapot }];
    const port = await started(await appFor(sandboxWorld(), { pages }));
    const hello = await fetch(`http://127.0.0.1:${port}/hello`);
    expect([hello.status, await hello.text()]).toEqual([200, 'Hello!']);
    const response = await fetch(`http://127.0.0.1:${port}/teapot`);
    expect([response.status, response.headers.get('content-type')]).toEqual([418, 'application/json']);
    expect(await response.json()).toEqual({ ok: false });
  });

  it('that cannot be shown is an error, says no more, and goes to the log', async () => {
    const logged: unknown[] = [];
    const port = await started(
      await appFor(sandboxWorld(), {
        pages: [{ path: '/broken', show: () => Promise.reject(new Error('secret-4711')) }],
        logger: { ...silentBoltLogger, error: (...said) => logged.push(said) },
      }),
    );
    const response = await fetch(`http://127.0.0.1:${port}/broken`);
    expect([response.status, await response.text()]).toEqual([500, '']);
    expect(logged).toEqual([['/broken could not be shown', expect.any(Error)]]);
  });

  it('is shown in Socket Mode too', async () => {
    const world = sandboxWorld();
    const server = await startSocketModeServer(world);
    onTestFinished(() => server.close());
    // Bolt wants to know the port beforehand here.
    const port = await freePort();
    const app = await appFor(world, { connection: { kind: 'socket-mode', appToken: APP_TOKEN }, port });
    expect(await started(app)).toBeNull();
    expect(await (await fetch(`http://127.0.0.1:${port}/hello`)).text()).toBe('Hello!');
  });
});

describe('whether Slack’s requests can arrive', () => {
  it('over HTTP: from the start to the stop', async () => {
    const app = await appFor(sandboxWorld());
    expect(app.isTaking()).toBe(false);
    await app.start();
    expect(app.isTaking()).toBe(true);
    await app.stop();
    expect(app.isTaking()).toBe(false);
  });

  it('in Socket Mode: while the connection stands, and not once Slack has ended it', async () => {
    const world = sandboxWorld();
    const server = await startSocketModeServer(world);
    const app = await appFor(world, { connection: { kind: 'socket-mode', appToken: APP_TOKEN } });
    expect(app.isTaking()).toBe(false);
    await started(app);
    expect(app.isTaking()).toBe(true);
    await server.close();
    await until(() => !app.isTaking());
  });
});

describe('what somebody tells of an incident', () => {
  const mention = (text: string, threadTs?: string) => ({
    type: 'event_callback',
    team_id: 'T1',
    event_id: 'Ev1',
    event: {
      type: 'app_mention',
      user: 'U1',
      channel: 'C1',
      ts: '2.000001',
      text: `<@U0BOT> ${text}`,
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    },
  });

  /** An app whose listener ends when the test says so. */
  async function listening() {
    const time = createManualWait();
    const app = await appFor(sandboxWorld(), { wait: time.wait });
    const work = Promise.withResolvers<void>();
    let begun = 0;
    app.app.event('app_mention', async () => {
      begun += 1;
      await work.promise;
    });
    const port = await started(app);
    const bot = { eventsUrl: `http://127.0.0.1:${port}/slack/events`, signingSecret: SIGNING_SECRET };
    let answered = 0;
    return {
      time,
      work,
      answered: () => answered,
      isSent: async (payload: object): Promise<Response> => {
        const response = await post(eventRequest(bot, payload, null));
        answered += 1;
        return response;
      },
      hasBegun: () => until(() => begun > 0),
    };
  }

  it.each(['note seen', 'at 12:28 fixed', 'correct 3 no', 'withdraw 3'])(
    'is acknowledged once it is kept, so that Slack sends it again to the next process: “%s”',
    async (text) => {
      const { isSent, hasBegun, work, answered, time } = await listening();
      const sending = isSent(mention(text, '1.000001'));
      await hasBegun();
      await until(() => time.asked.length > 0);
      expect(answered()).toBe(0);
      work.resolve();
      expect((await sending).status).toBe(200);
    },
  );

  it('is acknowledged in time where keeping it takes long', async () => {
    const { isSent, hasBegun, work, time } = await listening();
    const sending = isSent(mention('note seen', '1.000001'));
    await hasBegun();
    await time.elapse(2_000);
    expect((await sending).status).toBe(200);
    work.resolve();
  });

  it.each([
    ['a check of a provider', mention('0b5e2c4d', '1.000001')],
    ['a check of the incident', mention('check', '1.000001')],
    ['what stands in no thread', mention('note seen')],
  ])('unlike %s, which is acknowledged at once', async (_, payload) => {
    const { isSent, work, time } = await listening();
    expect((await isSent(payload)).status).toBe(200);
    expect(time.asked).toEqual([]);
    work.resolve();
  });
});
