import { createHmac } from 'node:crypto';
import { WebClient } from '@slack/web-api';
import { http, HttpResponse } from 'msw';
import { onTestFinished } from 'vitest';
import {
  createSlackClient,
  type SlackClient,
  type SlackClientSettings,
} from '../../../src/sandbox/stand-ins/slack/client/client.ts';
import { createSlackHandlers } from '../../../src/sandbox/stand-ins/slack/handlers.ts';
import type { AppManifest } from '../../../src/sandbox/stand-ins/slack/manifest.ts';
import {
  createSlackWorld,
  type SlackWorld,
  type SlackWorldSettings,
} from '../../../src/sandbox/stand-ins/slack/world.ts';
import { serve, type StandIn } from '../../../src/sandbox/stand-ins/serve.ts';
import { silentBoltLogger } from '../../slack/silent-log.ts';

const SECRET = 'secret-of-the-test';
const TOKEN = 'xoxb-of-the-test';

export const APP: AppManifest = {
  name: 'portal-check',
  scopes: [],
  optionalScopes: ['channels:history', 'groups:history'],
  commands: ['/portal-check'],
  shortcuts: [
    { kind: 'global', callbackId: 'find', name: 'Find a provider' },
    { kind: 'message', callbackId: 'check-message', name: 'Check providers in this message' },
  ],
  events: ['app_mention', 'app_home_opened', 'message.im', 'subteam_members_changed'],
  hasHomeTab: true,
  messagesTab: 'open',
};

const SCOPES = [
  'chat:write',
  'users:read',
  'channels:read',
  'groups:read',
  'im:read',
  'im:write',
  'files:write',
  'files:read',
  'usergroups:read',
];

/** A small workspace: a person, one of a partner, a guest; a channel, a shared one, a private, an archived one, and one without the bot. */
export function smallWorld(over: Partial<SlackWorldSettings> = {}): SlackWorld {
  return createSlackWorld({
    teamId: 'T1',
    botToken: TOKEN,
    botUserId: 'U0BOT',
    botId: 'B0BOT',
    scopes: SCOPES,
    app: APP,
    channels: [
      { id: 'C1', name: 'on-call', isBotMember: true, memberIds: ['U1', 'U2'] },
      { id: 'C2', name: 'shared', isBotMember: true, isShared: true },
      { id: 'C3', name: 'old', isBotMember: true, isArchived: true },
      { id: 'C4', name: 'random', isBotMember: false },
      { id: 'C5', name: 'secret', isBotMember: false, isPrivate: true },
      { id: 'C6', name: 'leads', isBotMember: true, isPrivate: true },
    ],
    users: [
      { id: 'U1', name: 'ana', teamId: 'T1' },
      { id: 'U2', name: 'gil', teamId: 'T1', role: 'guest', locale: 'es-ES' },
      { id: 'U9', name: 'olga', teamId: 'T9' },
    ],
    userGroups: [{ id: 'S1', userIds: ['U1'] }],
    ...over,
  });
}

/** A request that reached the bot, its signature verified. */
interface Received {
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- what Slack sends has many shapes, and each test looks at its own
  readonly payload: any;
}

/** A world, the client of its people, and a bot that takes only what is signed. */
export interface Rig {
  readonly world: SlackWorld;
  readonly client: SlackClient;
  readonly api: WebClient;
  readonly slack: StandIn;
  /** What the bot got, oldest first. */
  readonly received: Received[];
  /** The bot answers the next requests with these, and after that with an empty 200. */
  readonly answers: (() => Response | Promise<Response>)[];
}

export async function startRig(
  over: Partial<SlackWorldSettings> = {},
  settings: Partial<SlackClientSettings> = {},
): Promise<Rig> {
  const world = smallWorld(over);
  const received: Received[] = [];
  const answers: Rig['answers'] = [];
  const slack = await serve(createSlackHandlers(world));
  const bot = await serve([
    http.post('*/slack/events', async ({ request }) => {
      const body = await request.text();
      if (!isSigned(request, body)) return HttpResponse.text('not signed', { status: 401 });
      received.push({ headers: request.headers, payload: payloadIn(request, body) });
      return (await answers.shift()?.()) ?? new Response('');
    }),
  ]);
  onTestFinished(async () => {
    await bot.close();
    await slack.close();
  });
  const address = { eventsUrl: `${bot.url}/slack/events`, signingSecret: SECRET };
  return {
    world,
    client: createSlackClient({ world, slackUrl: slack.url, bot: address, ...settings }),
    api: new WebClient(TOKEN, {
      slackApiUrl: `${slack.url}/api/`,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: silentBoltLogger,
    }),
    slack,
    received,
    answers,
  };
}

function isSigned({ headers }: Request, body: string): boolean {
  const base = `v0:${headers.get('x-slack-request-timestamp')}:${body}`;
  return headers.get('x-slack-signature') === `v0=${createHmac('sha256', SECRET).update(base).digest('hex')}`;
}

function payloadIn({ headers }: Request, body: string): unknown {
  if (headers.get('content-type') === 'application/json') return JSON.parse(body);
  const form = new URLSearchParams(body);
  return JSON.parse(form.get('payload') ?? JSON.stringify(Object.fromEntries(form)));
}
