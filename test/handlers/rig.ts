import { onTestFinished } from 'vitest';
import { registerHandlers } from '../../handlers/index.ts';
import type { AuditRecord } from '../../handlers/shared/audit.ts';
import type { Handling, Memory } from '../../handlers/shared/handling.ts';
import { createInFlight, type InFlight } from '../../handlers/shared/in-flight.ts';
import type { AnyDiagnosis } from '../../src/checks/check.ts';
import type { InvestigationRequest, Progress } from '../../src/investigation/investigation.ts';
import { createSlackClient, type SlackClient } from '../../src/sandbox/stand-ins/slack/client/client.ts';
import { createSlackHandlers } from '../../src/sandbox/stand-ins/slack/handlers.ts';
import { readAppManifest } from '../../src/sandbox/stand-ins/slack/manifest.ts';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import {
  buttonPayload,
  slashCommandPayload,
  type ButtonPress,
  type Doer,
} from '../../src/sandbox/stand-ins/slack/payloads.ts';
import { signedAction, signedCommand, type BotAddress } from '../../src/sandbox/stand-ins/slack/senders.ts';
import { startSocketModeServer } from '../../src/sandbox/stand-ins/slack/socket-mode.ts';
import type {
  SlackWorld,
  SlackWorldSettings,
  StoredMessage,
} from '../../src/sandbox/stand-ins/slack/world.ts';
import { serve } from '../../src/sandbox/stand-ins/serve.ts';
import { createSlackApp } from '../../src/slack/app.ts';
import { createPostFileOnce, createPostOnce } from '../../src/slack/create-post-once.ts';
import { createSlackNetwork } from '../../src/slack/network.ts';
import type { CheckingMemory } from '../../src/slack/unanswered.ts';
import { createChannels } from '../../src/slack/people.ts';
import type { ListedSubject } from '../../src/checks/subjects.ts';
import { createOnce } from '../../src/access/once.ts';
import { wordsIn } from '../../src/words/slack.ts';
import { createManualWait, type ManualWait } from '../slack/manual-wait.ts';
import { APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, sandboxWorld } from '../slack/sandbox-world.ts';
import { silentBoltLogger } from '../slack/silent-log.ts';
import { widgetCheck } from '../slack/widget-check.ts';
import { capturingLog } from './capturing-log.ts';
import { digestingOf, postingMemory, rememberedDigests, type RememberedDigests } from './digesting.ts';
import { incidentsOf, type RememberedIncidents } from './incidenting.ts';
import { directoryOf, memoryOf, type GivenFeedback } from './remembered.ts';
import { waitFor } from '../support/wait-for.ts';

/** An investigation that goes as the test says. */
interface PendingInvestigation {
  readonly request: InvestigationRequest;
  readonly first: PromiseWithResolvers<readonly AnyDiagnosis[]>;
  readonly amended: PromiseWithResolvers<readonly AnyDiagnosis[] | null>;
  progress: Progress;
}

/** A real Bolt app between a stand-in of Slack and an investigation in the test's hands. */
export interface Rig {
  readonly world: SlackWorld;
  readonly slackUrl: string;
  readonly bot: BotAddress;
  /** What people do in Slack. */
  readonly client: SlackClient;
  readonly time: ManualWait;
  readonly inFlight: InFlight;
  readonly audits: AuditRecord[];
  readonly errors: { readonly error: unknown; readonly requestId: string }[];
  /** What the bot remembers, oldest first. */
  readonly kept: Map<string, AnyDiagnosis>;
  readonly feedback: readonly GivenFeedback[];
  /** Every line of the log. */
  readonly logged: readonly string[];
  /** What has been asked to be checked, oldest first. */
  readonly requests: readonly InvestigationRequest[];
  /** Whom a search by name finds. */
  readonly listed: ListedSubject[];
  readonly digesting: RememberedDigests;
  /** What the bot remembers of incidents. */
  readonly incidents: RememberedIncidents;
  /** Messages that are noted as unanswered, by their time stamps. */
  readonly unanswered: Map<string, Parameters<CheckingMemory['add']>[0]>;
  command(text: string, over?: Partial<Doer>): Promise<void>;
  press(press: ButtonPress, over?: Partial<Doer>): Promise<void>;
  /** Waits for the investigation that has been started as the n-th, from 0. */
  investigation(index?: number): Promise<PendingInvestigation>;
  /** Waits until so many messages stand in Slack. */
  messages(count: number): Promise<readonly StoredMessage[]>;
  /** Waits until so many messages of the bot stand in Slack: all that it has said, but for what was deleted. */
  said(count: number): Promise<readonly StoredMessage[]>;
  /** The bot is idle again. */
  settled(): Promise<void>;
}

export interface RigSettings {
  readonly mode?: 'http' | 'socket-mode';
  readonly world?: Partial<SlackWorldSettings>;
  readonly handling?: Partial<Handling>;
  /** What the bot's own database does otherwise, as failing. */
  readonly memory?: Partial<Memory>;
  /** What every check finds at once; it is remembered, as by the bot. Left out: investigations go as the test says. */
  readonly diagnose?: (request: InvestigationRequest) => readonly AnyDiagnosis[];
}

export async function startRig({
  mode = 'http',
  world: worldOver = {},
  handling: over = {},
  memory = {},
  diagnose,
}: RigSettings = {}): Promise<Rig> {
  const world = sandboxWorld({ scopes: readAppManifest().scopes, ...worldOver });
  const slack = await serve(createSlackHandlers(world));
  const socketMode = mode === 'socket-mode' ? await startSocketModeServer(world) : null;
  const time = createManualWait();
  const inFlight = createInFlight(time.wait);
  const audits: AuditRecord[] = [];
  const errors: Rig['errors'] = [];
  const kept = new Map<string, AnyDiagnosis>();
  const feedback: GivenFeedback[] = [];
  const listed: ListedSubject[] = [];
  const digesting = rememberedDigests();
  const unanswered: Rig['unanswered'] = new Map();
  const investigations: PendingInvestigation[] = [];
  const { log, logged } = capturingLog();

  const slackApp = createSlackApp({
    token: BOT_TOKEN,
    connection:
      socketMode === null
        ? { kind: 'http', signingSecret: SIGNING_SECRET }
        : { kind: 'socket-mode', appToken: APP_TOKEN },
    port: 0,
    host: '127.0.0.1',
    slackApiUrl: `${slack.url}/api/`,
    network: createSlackNetwork({ caPem: null, proxyUrl: null, noProxy: null }),
    logger: silentBoltLogger,
    pages: [],
    wait: time.wait,
  });
  const channels = createChannels({ client: slackApp.client, wait: time.wait, clock: Date.now });
  const clock = over.clock ?? Date.now;
  const checks = over.checks ?? [widgetCheck];
  const posting = { client: slackApp.client, wait: time.wait };
  const once = { ...posting, memory: postingMemory(), identity: slackApp.identity, clock, log };
  const postOnce = createPostOnce(once);
  const postFileOnce = createPostFileOnce({ ...once, upload: slackApp.upload });
  const investigate: Handling['investigate'] = (request) => {
    const pending: PendingInvestigation = {
      request,
      first: Promise.withResolvers(),
      amended: Promise.withResolvers(),
      progress: [{ source: 'sentry', status: 'asking' }],
    };
    pending.amended.promise.catch(() => {});
    investigations.push(pending);
    if (diagnose !== undefined) {
      const diagnoses = diagnose(request);
      for (const diagnosis of diagnoses) kept.set(diagnosis.id, diagnosis);
      pending.first.resolve(diagnoses);
      pending.amended.resolve(null);
    }
    return {
      first: pending.first.promise,
      amended: pending.amended.promise,
      progress: () => pending.progress,
    };
  };
  const remembered = { ...memoryOf(kept, feedback), ...memory };
  const places = {
    allowedChannelIds: new Set(world.settings.channels.map(({ id }) => id)),
    onCallChannelId: null,
    subjectUrl: null,
  };
  const { allowedChannelIds } = over.places ?? places;
  const incidents = incidentsOf({
    checks,
    investigate,
    memory: remembered,
    posting,
    postOnce,
    postFileOnce,
    isAllowed: (channelId) => allowedChannelIds.has(channelId),
    standingOf: (channelId) => channels.standingOf(channelId),
    clock,
    log,
  });
  let requests = 0;
  registerHandlers(slackApp.app, {
    investigate,
    checks,
    directory: directoryOf(listed),
    memory: remembered,
    access: { admit: async () => ({ kind: 'admitted', audience: 'engineer' }), forgetMembers: () => {} },
    rateLimit: { take: () => ({ ok: true }) },
    once: createOnce({ claim: async () => true, clock: Date.now, onFailure: () => {} }),
    isSharedOutside: (channelId) => channels.isSharedOutside(channelId),
    isSharedOutsideNow: (channelId) => channels.isSharedOutsideNow(channelId),
    standingOf: (channelId) => channels.standingOf(channelId),
    noteShared: (channelId) => channels.noteShared(channelId),
    digesting: digestingOf(digesting, { checks, clock, postOnce }),
    incidents: incidents.handling,
    postOnce,
    postFileOnce,
    unanswered: {
      memory: {
        add: async (message) => void unanswered.set(message.ts, message),
        addAnswer: async () => {},
        remove: async (_, ts) => void unanswered.delete(ts),
      },
      answerWithinMs: { check: 120_000, digest: 600_000 },
    },
    drawTimeline: async () => new Uint8Array([1]),
    configuredSources: new Set(['sentry', 'delivery']),
    places,
    audit: async (record) => {
      audits.push(record);
    },
    reportError: (error, { requestId }) => {
      errors.push({ error, requestId });
    },
    language: 'en',
    wordsIn,
    clock,
    wait: time.wait,
    checkingAfterMs: 2_000,
    log,
    identity: slackApp.identity,
    newRequestId: () => `r-${(requests += 1)}`,
    inFlight,
    fetch: slackApp.fetch,
    upload: slackApp.upload,
    ...over,
  });
  const port = await slackApp.start();
  onTestFinished(async () => {
    await slackApp.stop();
    await socketMode?.close();
    await slack.close();
  });

  const bot = { eventsUrl: `http://127.0.0.1:${port}/slack/events`, signingSecret: SIGNING_SECRET };
  const client = createSlackClient({ world, slackUrl: slack.url, bot: socketMode === null ? bot : null });
  const doer: Doer = { slackUrl: slack.url, teamId: 'T1', userId: 'U1', channelId: 'C1' };
  return {
    world,
    slackUrl: slack.url,
    bot,
    client,
    time,
    inFlight,
    audits,
    errors,
    kept,
    feedback,
    listed,
    digesting,
    incidents,
    unanswered,
    logged,
    get requests() {
      return investigations.map(({ request }) => request);
    },
    async command(text, who = {}) {
      const payload = slashCommandPayload({ ...doer, ...who }, { command: '/portal-check', text });
      if (socketMode === null) await expectAcknowledged(signedCommand(bot, payload));
      else await socketMode.send('slash_commands', payload);
    },
    async press(press, who = {}) {
      const payload = buttonPayload({ ...doer, ...who }, press);
      if (socketMode === null) await expectAcknowledged(signedAction(bot, payload));
      else await socketMode.send('interactive', payload);
    },
    investigation: (index = 0) =>
      waitFor(() => {
        const pending = investigations[index];
        if (pending === undefined) throw new Error(`there were ${investigations.length} investigations`);
        return pending;
      }),
    messages: (count) =>
      waitFor(() => {
        if (world.messages.length !== count) throw new Error(`there are ${world.messages.length} messages`);
        return world.messages;
      }),
    said: (count) =>
      waitFor(() => {
        const said = saidBy(world);
        if (said.length !== count) throw new Error(`the bot has said ${said.length} things`);
        return said;
      }),
    settled: () =>
      waitFor(() => {
        if (inFlight.count() > 0) throw new Error(`${inFlight.count()} in flight`);
      }),
  };
}

/** All that the bot has said, but for what was deleted, oldest first. */
export function saidBy({ messages }: SlackWorld): readonly StoredMessage[] {
  return messages.filter(({ userId, isDeleted }) => userId === null && !isDeleted);
}

/** What people see of a message. */
export function drawn(message: StoredMessage | undefined): string {
  if (message === undefined) throw new Error('there is no such message');
  return drawAsText(message);
}

async function expectAcknowledged(sending: Promise<Response>): Promise<void> {
  const { status } = await sending;
  if (status !== 200) throw new Error(`the bot answered with status ${status}`);
}
