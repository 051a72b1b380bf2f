import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSlackHandlers } from '../../src/sandbox/stand-ins/slack/handlers.ts';
import { startSocketModeServer } from '../../src/sandbox/stand-ins/slack/socket-mode.ts';
import type { SlackWorld } from '../../src/sandbox/stand-ins/slack/world.ts';
import { serve } from '../../src/sandbox/stand-ins/serve.ts';
import { createSlackApp, type SlackApp, type SlackAppSettings } from '../../src/slack/app.ts';
import { createSlackNetwork } from '../../src/slack/network.ts';
import { addressOfNobody } from '../support/http-server.ts';
import { APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, sandboxWorld } from './sandbox-world.ts';
import { silentBoltLogger } from './silent-log.ts';

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
    health: () => ({ ok: true, parts: { database: 'ok' } }),
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

describe('/healthz', () => {
  it.each([
    ['well', () => ({ ok: true, parts: { database: 'ok' } }), 200],
    ['not well', () => ({ ok: false, parts: { database: 'down' } }), 503],
    [
      'broken',
      () => {
        throw new Error('cannot tell');
      },
      503,
    ],
  ])('over HTTP: %s', async (_, health, status) => {
    const port = await started(await appFor(sandboxWorld(), { health }));
    const response = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ ok: status === 200 });
  });

  it('in Socket Mode too', async () => {
    const world = sandboxWorld();
    const server = await startSocketModeServer(world);
    onTestFinished(() => server.close());
    // Bolt wants to know the port beforehand here.
    const port = Number(new URL(await addressOfNobody()).port);
    const app = await appFor(world, { connection: { kind: 'socket-mode', appToken: APP_TOKEN }, port });
    expect(await started(app)).toBeNull();
    const response = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(await response.json()).toEqual({ ok: true, parts: { database: 'ok' } });
  });
});
