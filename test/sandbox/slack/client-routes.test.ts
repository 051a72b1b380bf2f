import { once } from 'node:events';
import { request as startRequest } from 'node:http';
import { http, HttpResponse } from 'msw';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSlackClient } from '../../../src/sandbox/stand-ins/slack/client/client.ts';
import {
  createClientHandlers,
  type Healing,
  type Upstreams,
  type Weeks,
} from '../../../src/sandbox/stand-ins/slack/client/routes.ts';
import { createUpstreams } from '../../../src/sandbox/stand-ins/upstreams.ts';
import type { Conditions } from '../../../src/sandbox/stand-ins/conditions.ts';
import { serve, type StandIn } from '../../../src/sandbox/stand-ins/serve.ts';
import { announceChange, type SlackWorld } from '../../../src/sandbox/stand-ins/slack/world.ts';
import { smallWorld } from './rig.ts';

interface Served {
  readonly world: SlackWorld;
  readonly standIn: StandIn;
  readonly received: string[];
  readonly botUrl: string;
}

const standIns = (): { sentry: Conditions; loki: Conditions } => ({
  sentry: { latencyMs: 0, mode: 'healthy' },
  loki: { latencyMs: 0, mode: 'hanging' },
});

async function start(
  upstreams: Upstreams = createUpstreams({ ...standIns(), databaseControlUrl: null }),
  weeks: Weeks = { letPass: async () => {}, followedBy: () => {} },
): Promise<Served> {
  const world = smallWorld();
  const received: string[] = [];
  const bot = await serve([
    http.post('*/slack/events', async ({ request }) => {
      received.push(await request.text());
      return new HttpResponse('');
    }),
  ]);
  const client = createSlackClient({ world, slackUrl: 'https://slack.test', bot: null });
  const page = async (path: string) =>
    path === '/' ? { body: new TextEncoder().encode('<!doctype html>'), contentType: 'text/html' } : null;
  const standIn = await serve(
    createClientHandlers({ world, client, upstreams, weeks, healing: nobodyIll, page }),
  );
  onTestFinished(async () => {
    await bot.close();
    await standIn.close();
  });
  return { world, standIn, received, botUrl: bot.url };
}

const nobodyIll: Healing = { ailing: async () => [], heal: async () => {} };

const letWeekPass = ({ url }: StandIn): Promise<Response> =>
  fetch(`${url}/__client/pass`, { method: 'POST', body: '{"span":"week"}' });

const put = (url: string, body: object): Promise<Response> =>
  fetch(url, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

describe('the page', () => {
  it('is served, and what it has not is not found', async () => {
    const { standIn } = await start();
    const index = await fetch(`${standIn.url}/`);
    expect(index.headers.get('content-type')).toBe('text/html');
    expect(await index.text()).toBe('<!doctype html>');
    expect((await fetch(`${standIn.url}/assets/other.js`)).status).toBe(404);
  });

  it('sees the workspace, and what a person sees', async () => {
    const { standIn } = await start();
    const workspace = await fetch(`${standIn.url}/__client/workspace`);
    expect(await workspace.json()).toMatchObject({
      teamId: 'T1',
      botUserId: 'U0BOT',
      botName: 'portal-check',
      users: [
        { id: 'U1', role: 'engineer', isForeign: false },
        { id: 'U2', role: 'guest', isForeign: false },
        { id: 'U9', role: 'outsider', isForeign: true },
      ],
      shortcuts: [{ kind: 'global', callbackId: 'find' }, { kind: 'message' }],
    });
    const view = await fetch(`${standIn.url}/__client/view?user=U9`);
    expect(await view.json()).toMatchObject({
      channels: [{ id: 'C2' }],
      direct: { id: 'D9' },
      home: null,
      modals: [],
    });
    expect((await fetch(`${standIn.url}/__client/view?user=U7`)).status).toBe(404);
  });

  it('sends what people do to the bot, once it knows where that is', async () => {
    const { standIn, received, botUrl } = await start();
    const send = async (): Promise<unknown> => {
      const body = JSON.stringify({ user: 'U1', channel: 'C1', threadTs: null, text: '/portal-check help' });
      return (await fetch(`${standIn.url}/__client/send`, { method: 'POST', body })).json();
    };
    expect(await send()).toMatchObject({ ok: false });
    await put(`${standIn.url}/__client/app`, {
      eventsUrl: `${botUrl}/slack/events`,
      signingSecret: 'secret',
    });
    expect(await send()).toEqual({ ok: true });
    expect(received).toHaveLength(1);
  });

  it('is told what is wrong with a request of another shape', async () => {
    const { standIn } = await start();
    const answer = await fetch(`${standIn.url}/__client/press`, { method: 'POST', body: '{"user":"U1"}' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toHaveProperty('issues');
  });

  it('is told at once when anything has changed, until it or the server goes away', async () => {
    const { world, standIn } = await start();
    const leaving = new AbortController();
    const stream = await fetch(`${standIn.url}/__client/stream`, { signal: leaving.signal });
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    const reader = stream.body?.getReader();
    const next = async (): Promise<string> => new TextDecoder().decode((await reader?.read())?.value);
    expect(await next()).toBe('data: changed\n\n');
    announceChange(world);
    expect(await next()).toBe('data: changed\n\n');
    expect(world.watchers.size).toBe(1);
    leaving.abort();
    await expect.poll(() => world.watchers.size).toBe(0);

    const second = await fetch(`${standIn.url}/__client/stream`);
    await standIn.close();
    await expect(second.text()).rejects.toThrow('terminated');
    expect(world.watchers.size).toBe(0);
  });
});

describe('a week', () => {
  it('passes when the page asks for it, and the page is told when it has passed', async () => {
    const passed: string[] = [];
    const { standIn } = await start(undefined, {
      letPass: async (span) => void passed.push(`a ${span}`),
      followedBy: (clockUrl) => void passed.push(clockUrl),
    });
    await put(`${standIn.url}/__client/bot-clock`, { url: 'http://127.0.0.1:1/clock' });
    const answer = await letWeekPass(standIn);
    expect(await answer.json()).toEqual({ ok: true });
    expect(passed).toEqual(['http://127.0.0.1:1/clock', 'a week']);
  });

  it('that could not pass does not look like one that has', async () => {
    const letPass = () => Promise.reject(new Error('the bot does not follow'));
    const { standIn } = await start(undefined, { letPass, followedBy: () => {} });
    expect((await letWeekPass(standIn)).status).toBe(500);
  });
});

describe('nobody but this machine', () => {
  it.each<[string, string, string, Record<string, string>]>([
    ['a page of another site', 'PUT', '/__client/app', { origin: 'https://evil.example' }],
    [
      'a page of another site, for a week to pass',
      'POST',
      '/__client/week',
      { origin: 'https://evil.example' },
    ],
    ['a page of another port', 'POST', '/__client/send', { origin: 'http://127.0.0.1:1' }],
    ['a page that hides where it is from', 'PUT', '/__client/upstreams', { origin: 'null' }],
    ['a name that leads here', 'GET', '/__client/workspace', { host: 'evil.example' }],
    ['a name that leads here, for the page', 'GET', '/', { host: 'evil.example' }],
  ])('may use it: %s', async (_, method, path, headers) => {
    const { standIn } = await start();
    // `fetch` would set a host of its own.
    const sending = startRequest(`${standIn.url}${path}`, { method, headers }).end();
    const [response] = await once(sending, 'response');
    expect(response).toHaveProperty('statusCode', 403);
    sending.destroy();
  });

  it('may use it: its own page may', async () => {
    const { standIn } = await start();
    const answer = await fetch(`${standIn.url}/__client/upstreams`, { headers: { origin: standIn.url } });
    expect(answer.status).toBe(200);
  });
});

describe('the panel of upstreams', () => {
  it('changes how the stand-ins behave', async () => {
    const conditions = standIns();
    const { standIn } = await start(createUpstreams({ ...conditions, databaseControlUrl: null }));
    const answer = await put(`${standIn.url}/__client/upstreams`, { id: 'sentry', mode: 'rate-limited' });
    expect(conditions.sentry.mode).toBe('rate-limited');
    expect(await answer.json()).toEqual([
      { id: 'sentry', name: 'Sentry', mode: 'rate-limited' },
      { id: 'loki', name: 'Loki', mode: 'down' },
    ]);
    expect((await put(`${standIn.url}/__client/upstreams`, { id: 'sentry', mode: 'drunk' })).status).toBe(
      400,
    );
  });

  it('changes how the database behaves, where that can be reached', async () => {
    let mode = 'healthy';
    const control = await serve([
      http.get('*/database', () => HttpResponse.json({ mode, latencyMs: 0 })),
      http.put<never, { mode: string }>('*/database', async ({ request }) => {
        ({ mode } = await request.json());
        return HttpResponse.json({ mode });
      }),
    ]);
    const upstreams = createUpstreams({ ...standIns(), databaseControlUrl: `${control.url}/database` });
    await upstreams.set('database', 'down');
    expect(await upstreams.list()).toContainEqual({
      id: 'database',
      name: 'Delivery database',
      mode: 'down',
    });
    await control.close();
    await expect(upstreams.list()).rejects.toThrow('fetch failed');
  });

  it('does not act as if it had changed a database that it cannot reach', async () => {
    const upstreams = createUpstreams({ ...standIns(), databaseControlUrl: null });
    await expect(upstreams.set('database', 'down')).rejects.toThrow('nobody can change');
  });
});
