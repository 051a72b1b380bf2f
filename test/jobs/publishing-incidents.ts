import { WebClient, type FetchFunction } from '@slack/web-api';
import { beforeEach, onTestFinished } from 'vitest';
import type { FactBody } from '../../src/incidents/fact.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import type { RootPost } from '../../src/incidents/memory.ts';
import {
  createPublishIncident,
  type PublishIncident,
  type PublishIncidentSettings,
} from '../../src/jobs/publish-incident.ts';
import { createSlackHandlers } from '../../src/sandbox/stand-ins/slack/handlers.ts';
import type { SlackWorld } from '../../src/sandbox/stand-ins/slack/world.ts';
import { serve } from '../../src/sandbox/stand-ins/serve.ts';
import { section, type Message } from '../../src/slack/blocks.ts';
import { createPostFileOnce, createPostOnce } from '../../src/slack/create-post-once.ts';
import type { DrawIncident, DrawPicture } from '../../src/slack/draw-incident.ts';
import { permalinkOf } from '../../src/slack/permalink.ts';
import type { PostingStep } from '../../src/slack/post-once.ts';
import { updateMessage } from '../../src/slack/post-to.ts';
import type { Wait } from '../../src/slack/wait.ts';
import { BOT_TOKEN, sandboxWorld } from '../slack/sandbox-world.ts';
import { silentBoltLogger, silentLog } from '../slack/silent-log.ts';
import { fact, identity, OPENED } from '../store/kept-incident.ts';
import { keptStore } from '../store/kept-store.ts';
import { NOW_MS } from '../store/kept.ts';

export const RESOLVED: FactBody = { kind: 'status-changed', to: 'resolved', notWell: [] };

export const says = (text: string): Message => ({ text, blocks: [section({ markup: text })] });

export const PICTURE: DrawPicture = async () => ({
  bytes: new Uint8Array([1]),
  title: 'timeline',
  altText: 'in words',
});

/** In place of the words: what a fact is, which one, and how the incident stands. */
export const DRAW: DrawIncident = {
  root: ({ status, severity, facts, lastCheck }, { threadUrl }) =>
    says(
      [
        `root: ${severity} ${status}`,
        `${facts.filter(({ body }) => body.kind === 'note').length} notes`,
        `checked ${lastCheck?.atMs ?? 'never'}`,
        `thread ${threadUrl === null ? 'here' : 'there'}`,
      ].join(', '),
    ),
  rootStandIn: ({ severity, status }) => says(`root: ${severity} ${status}, the rest could not be shown`),
  fact: ({ seq, body }) =>
    body.kind === 'nudged' || body.kind === 'channel-closed'
      ? null
      : { message: says(`${seq} ${body.kind}`), alsoInChannel: body.kind === 'status-changed' },
  standIn: ({ seq }) => says(`${seq} stands in the timeline`),
  pictures: ({ body }) => (body.kind === 'opened' ? [PICTURE] : []),
  picturesLeftOut: (count) => says(`${count} pictures left out`),
  closed: ({ number }, reason) => says(`closed #${number}: ${reason}`),
};

export interface PublishingIncidents {
  readonly own: ReturnType<typeof keptStore>;
  /** The stand-in of Slack. */
  readonly slack: { readonly world: SlackWorld; readonly client: WebClient };
  /** Of the publishers; a test may move it. */
  readonly clock: { nowMs: number };
  /** What the publishers have logged, without the fields. */
  readonly logged: readonly string[];
  /** The kinds of the facts that were told. */
  readonly published: readonly string[];
  /** Another stand-in, which has heard of nothing yet. */
  readonly slackOf: (given?: { readonly mayReadHistory?: boolean }) => Promise<void>;
  readonly clientOf: (way?: FetchFunction) => WebClient;
  readonly opened: (channelId?: string, ...bodies: readonly FactBody[]) => Promise<Incident>;
  readonly tell: (incident: Incident, ...bodies: readonly FactBody[]) => Promise<void>;
  /** It was looked at, and nothing is new. */
  readonly recheck: (incident: Incident, atMs?: number) => Promise<void>;
  /** As a process that knows nothing of earlier ones. */
  readonly publisher: (
    change?: Partial<PublishIncidentSettings>,
    onStep?: (step: PostingStep, key: string) => void,
  ) => PublishIncident;
  readonly onceOf: (wait: Wait) => Parameters<typeof createPostOnce>[0];
  readonly standing: () => SlackWorld['messages'];
  readonly titleOf: (fileIds: readonly string[]) => string | undefined;
  readonly textsIn: (channelId?: string) => readonly string[];
  readonly callsOf: (method: string) => SlackWorld['calls'];
  readonly factsOf: (incident: Incident) => Promise<readonly string[]>;
  readonly isShown: () => Promise<boolean>;
  readonly rootIn: (incident: Incident) => Promise<RootPost | null>;
}

/** What it takes to publish incidents to the stand-in of Slack, for the tests of a `describe`. */
export function publishingIncidents(): PublishingIncidents {
  const own = keptStore();
  let world: SlackWorld;
  let client: WebClient;
  let clientOf: PublishingIncidents['clientOf'];
  const clock = { nowMs: NOW_MS };
  const logged: string[] = [];
  const published: string[] = [];

  async function slackOf({ mayReadHistory = true } = {}): Promise<void> {
    world = sandboxWorld({ grantsOptionalScopes: mayReadHistory });
    const slack = await serve(createSlackHandlers(world));
    onTestFinished(() => slack.close());
    clientOf = (way = fetch) =>
      new WebClient(BOT_TOKEN, {
        slackApiUrl: `${slack.url}/api/`,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        logger: silentBoltLogger,
        fetch: way,
      });
    client = clientOf();
  }

  beforeEach(async () => {
    clock.nowMs = NOW_MS;
    logged.length = 0;
    published.length = 0;
    await slackOf();
  });

  function publisher(
    change: Partial<PublishIncidentSettings> = {},
    onStep?: (step: PostingStep, key: string) => void,
  ): PublishIncident {
    const posting = { client, wait: async () => {} };
    const once = {
      ...posting,
      memory: own.store.outbox,
      identity: async () => ({
        botId: 'B0BOT',
        scopes: world.settings.grantsOptionalScopes === true ? ['channels:history'] : ['chat:write'],
      }),
      clock: Date.now,
      log: silentLog,
      ...(onStep === undefined ? {} : { onStep }),
    };
    const say = (_: object, message: string) => void logged.push(message);
    return createPublishIncident({
      memory: own.store.incidents,
      postOnce: createPostOnce(once),
      postFileOnce: createPostFileOnce({
        ...once,
        upload: (url, bytes) => fetch(url, { method: 'POST', body: Buffer.from(bytes) }),
      }),
      update: (place, message) => updateMessage(posting, place, message),
      async standsAt(key) {
        const { postedTs: ts = null, threadTs = null } = (await own.store.outbox.find(key)) ?? {};
        return ts === null ? null : { ts, threadTs };
      },
      permalinkOf: (place) => permalinkOf(posting, place),
      isAllowed: () => true,
      wait: async () => {},
      interruption: new AbortController().signal,
      standingOf: async () => 'open',
      draw: DRAW,
      onPublished: (kind) => void published.push(kind),
      clock: () => clock.nowMs,
      log: { info: say, warn: say, error: say },
      ...change,
    });
  }

  const standing = () => world.messages.filter(({ isDeleted }) => !isDeleted);
  const titleOf = (fileIds: readonly string[]) => world.files.get(fileIds[0] ?? '')?.title;

  return {
    own,
    slack: {
      get world() {
        return world;
      },
      get client() {
        return client;
      },
    },
    clock,
    logged,
    published,
    slackOf,
    clientOf: (way) => clientOf(way),
    async opened(channelId = 'C1', ...bodies) {
      const facts = [OPENED, ...bodies].map((body) => fact(body));
      return (await own.store.incidents.open('trigger', identity(channelId), { facts })).incident;
    },
    async tell({ id }, ...bodies) {
      const { nowMs } = clock;
      await own.store.incidents.append(id, JSON.stringify([bodies, nowMs]), nowMs, () => ({
        facts: bodies.map((body) => fact(body)),
        outcome: null,
      }));
    },
    async recheck({ id }, atMs = 5) {
      await own.store.incidents.append(id, `recheck ${atMs}`, clock.nowMs, () => ({
        facts: [],
        lastCheck: { atMs, seen: [], sources: [] },
        outcome: null,
      }));
    },
    publisher,
    onceOf: (wait) => ({
      client,
      wait,
      memory: own.store.outbox,
      identity: async () => ({ botId: 'B0BOT', scopes: ['channels:history'] }),
      clock: Date.now,
      log: silentLog,
    }),
    standing,
    titleOf,
    textsIn: (channelId = 'C1') =>
      standing()
        .filter(({ channel }) => channel === channelId)
        .map(({ text, fileIds }) => (fileIds.length === 0 ? text : `picture: ${titleOf(fileIds)}`)),
    callsOf: (method) => world.calls.filter((call) => call.method === method),
    factsOf: async ({ id }) =>
      ((await own.store.incidents.find(id))?.incident.facts ?? []).map(({ body }) => body.kind),
    isShown: async () => (await own.store.incidents.unpublished()).length === 0,
    rootIn: async ({ id }) => (await own.store.incidents.find(id))?.keeping.root ?? null,
  };
}
