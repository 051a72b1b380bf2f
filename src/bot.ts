import { randomUUID } from 'node:crypto';
import { schedule as scheduleByCron } from 'node-cron';
import type { Logger } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import { registerHandlers } from '../handlers/index.ts';
import { createInFlight } from '../handlers/shared/in-flight.ts';
import { createAccess } from './access/access.ts';
import { createOnce } from './access/once.ts';
import { createRateLimit } from './access/rate-limit.ts';
import { assemble, type Assembly } from './assembly.ts';
import { entryOf } from './bot/audit-entry.ts';
import { boltLogger } from './bot/bolt-logger.ts';
import { createDigestService } from './bot/digest-service.ts';
import { createDrawIncident } from './bot/draw-incident.ts';
import { createIncidentService } from './bot/incident-service.ts';
import { inTime } from './bot/in-time.ts';
import { memoryOf } from './bot/memory.ts';
import type { Schedule } from './bot/schedule.ts';
import { createUpkeep } from './bot/upkeep.ts';
import type { Check } from './checks/check.ts';
import type { Config } from './config-types.ts';
import { ConfigurationError } from './errors.ts';
import { logChecks } from './investigation/log-checks.ts';
import { onChecked } from './investigation/on-checked.ts';
import { SOURCE_IDS, type SourceId } from './diagnosis/reading.ts';
import { MINUTE_MS, SECOND_MS } from './diagnosis/time.ts';
import { JOB_PACE, type JobPace } from './jobs/digest-job.ts';
import { nextDueAfterMs } from './jobs/planning.ts';
import { createMetrics } from './metrics/metrics.ts';
import { operationPages } from './operation/pages.ts';
import { createReadiness } from './operation/readiness.ts';
import { drawTimeline } from './pictures/timeline-picture.ts';
import { drawTrend } from './pictures/trend-picture.ts';
import { createSlackApp, type SlackApp } from './slack/app.ts';
import { createPostFileOnce, createPostOnce } from './slack/create-post-once.ts';
import { givingWay } from './slack/give-way.ts';
import { createSlackNetwork } from './slack/network.ts';
import { createChannels, createPeople } from './slack/people.ts';
import type { OnPostingStep } from './slack/post-once.ts';
import { slackRefusal } from './slack/refusal.ts';
import { tellFailures } from './slack/tell-failures.ts';
import { realWait } from './slack/wait.ts';
import type { Clock } from './sources/source.ts';
import { keepableText } from './store/free-text.ts';
import { reportError } from './telemetry.ts';
import { wordsIn } from './words/slack.ts';

/** A database that hangs must not use up the three seconds that a modal has to open. */
const CLAIM_TIMEOUT_MS = SECOND_MS;

/** Sources have minutes for it; whoever waits longer has given it up. */
const DIGEST_BY_HAND_MS = 10 * MINUTE_MS;

/** A probe, or a scrape, waits for a few seconds at most. */
const PROBE_TIMEOUT_MS = 2 * SECOND_MS;

/** Then the messages of checks in flight say that they were interrupted. */
const STOP_GRACE_MS = 10_000;

export interface Bot {
  /** Prepares the database, makes sure of the token, and takes requests. Resolves with the port of HTTP mode, else null. */
  start(): Promise<number | null>;
  /** Enqueues what is due at this moment, as happens each minute by itself. Never rejects. */
  tick(): Promise<void>;
  /** Takes no further requests, lets checks in flight finish or say that they were interrupted, and closes everything. */
  stop(): Promise<void>;
}

export interface BotSettings {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  /** Checks beside `portal-links`. */
  readonly moreChecks?: readonly Check[];
  /** The address to listen on in HTTP mode; all where it is left out. */
  readonly host?: string;
  /** How long checks in flight may take to finish when the bot is stopped. */
  readonly stopGraceMs?: number;
  /** How patient replicas are with one another. */
  readonly jobPace?: JobPace;
  /** After so long a call by which something was to be posted has arrived, or never will; what Slack's slowest calls take if not given. */
  readonly callSettledAfterMs?: number;
  /** Told of each step of each post that must stand once. */
  readonly onPostingStep?: OnPostingStep;
  /** Who calls what is done by the clock; node-cron if not given. */
  readonly schedule?: Schedule;
}

/** Builds the bot from its configuration and a clock, once: the composition root. */
export function createBot({
  config,
  clock,
  log,
  moreChecks = [],
  host,
  stopGraceMs = STOP_GRACE_MS,
  jobPace = JOB_PACE,
  callSettledAfterMs,
  onPostingStep,
  schedule = scheduleByCron,
}: BotSettings): Bot {
  const { slack } = config;
  if (slack === null) {
    throw new ConfigurationError([
      { code: 'setting-missing', params: { setting: 'SLACK_BOT_TOKEN', because: null } },
    ]);
  }
  const assembly = assemble(config, clock, log, {
    moreChecks,
    jobPace,
    onReading: (reading) => metrics.sourceAnswered(reading),
  });
  const metrics = createMetrics({
    version: packageJson.version,
    checks: assembly.checks,
    queues: () => inTime(assembly.queue.states(), PROBE_TIMEOUT_MS),
    lastCompleteDigestAtMs: () => inTime(assembly.store.digests.lastCompleteAtMs(), PROBE_TIMEOUT_MS),
    openIncidents: () => inTime(assembly.store.incidents.openBySeverity(), PROBE_TIMEOUT_MS),
    onFailure: (error) => log.warn({ err: error }, 'some metrics could not be read'),
  });
  const inFlight = createInFlight(realWait);
  let phase: 'starting' | 'running' | 'stopping' = 'starting';
  const network = createSlackNetwork({
    caPem: assembly.caPem,
    proxyUrl: config.proxy?.url ?? null,
    noProxy: config.proxy?.noProxy ?? null,
  });
  const slackApp = createSlackApp({
    token: slack.botToken,
    connection:
      slack.mode.kind === 'socket'
        ? { kind: 'socket-mode', appToken: slack.mode.appToken }
        : { kind: 'http', signingSecret: slack.mode.signingSecret },
    port: config.port,
    ...(host === undefined ? {} : { host }),
    slackApiUrl: slack.apiUrl,
    network: {
      ...network,
      fetch: tellFailures(network.fetch, (method, code) => metrics.slackFailed(method, code)),
    },
    logger: boltLogger(log),
    pages: operationPages({
      inFlight: () => inFlight.count(),
      readiness: createReadiness({
        process: () => (phase === 'running' ? null : phase),
        database: () => inTime(whatStoreLacks(assembly.store), PROBE_TIMEOUT_MS),
        queue: () => (assembly.queue.looksForJobs() ? null : 'takes no jobs'),
        slack: () => (slackApp.isTaking() ? null : 'not connected'),
      }),
      metrics: config.servesMetrics ? () => metrics.scrape() : null,
    }),
    wait: realWait,
  });
  const onSlackFailure = (error: unknown) => log.warn({ err: error }, 'Slack does not tell who somebody is');
  const people = createPeople({ client: slackApp.client, wait: realWait });
  const channels = createChannels({ client: slackApp.client, wait: realWait, clock });
  const newRequestId = () => randomUUID().slice(0, 8);
  const posting = { client: slackApp.client, wait: realWait };
  const once = {
    ...posting,
    memory: assembly.store.outbox,
    identity: slackApp.identity,
    clock,
    log,
    ...(onPostingStep === undefined ? {} : { onStep: onPostingStep }),
    ...(callSettledAfterMs === undefined ? {} : { callSettledAfterMs }),
    onRepeat: () => metrics.postRepeated(),
  };
  const postOnce = createPostOnce(once);
  const postFileOnce = createPostFileOnce({ ...once, upload: slackApp.upload });
  const incidentPosting = { client: slackApp.client, wait: givingWay(realWait) };
  const memory = memoryOf(assembly, clock);
  const digestService = createDigestService({
    config,
    assembly,
    jobPace,
    clock,
    log,
    postOnce,
    isSharedOutsideNow: (channelId) => channels.isSharedOutsideNow(channelId),
    get: network.fetch,
    onSettled: (outcome) => metrics.digestSettled(outcome),
    newRequestId,
    schedule,
  });
  const incidentService = createIncidentService({
    config,
    assembly,
    jobPace,
    posting: incidentPosting,
    postOnce: createPostOnce({ ...once, ...incidentPosting }),
    postFileOnce: createPostFileOnce({ ...once, ...incidentPosting, upload: slackApp.upload }),
    standingOf: (channelId) => channels.standingOf(channelId, incidentPosting.wait),
    draw: createDrawIncident({ checks: assembly.checks, memory, drawTimeline }),
    onPublished: (kind) => metrics.incidentPublished(kind),
    onRechecked: (outcome) => metrics.incidentRechecked(outcome),
    clock,
    newRequestId,
    schedule,
    log,
  });
  registerHandlers(slackApp.app, {
    investigate: onChecked(logChecks(assembly.investigate, log), (diagnoses, answer) =>
      metrics.checked(diagnoses, answer),
    ),
    checks: assembly.checks,
    directory: assembly.directory,
    memory,
    access: createAccess({ policy: config.access, people, clock, onFailure: onSlackFailure }),
    rateLimit: createRateLimit({ perMinute: config.access.checksPerUserPerMinute, clock }),
    once: createOnce({
      claim: (key, atMs) => inTime(assembly.store.requests.claim(key, atMs), CLAIM_TIMEOUT_MS),
      clock,
      onFailure: (error) =>
        log.error({ err: error }, 'other replicas could not be asked whether a request was answered'),
    }),
    isSharedOutside: (channelId) => channels.isSharedOutside(channelId),
    isSharedOutsideNow: (channelId) => channels.isSharedOutsideNow(channelId),
    standingOf: (channelId) => channels.standingOf(channelId),
    noteShared: (channelId) => channels.noteShared(channelId),
    digesting: {
      digests: assembly.digests,
      reopenAsMade: assembly.reopenAsMade,
      subscriptions: assembly.store.subscriptions,
      mutes: assembly.store.mutes,
      nextDueAfterMs,
      pauseShared: (subscription) => digestService.pauseShared(subscription),
      drawTrend,
    },
    incidents: {
      incidents: assembly.incidents,
      publish: incidentService.publish,
      rootOf: async (id) => (await assembly.store.incidents.find(id))?.keeping.root ?? null,
      writePostmortem: assembly.writePostmortem,
      keepable: (text, mostCharacters) => keepableText(text, mostCharacters) ?? '',
      defaultChannelId: config.incidents.channelId,
    },
    postOnce,
    postFileOnce,
    unanswered: {
      memory: assembly.store.checkingMessages,
      answerWithinMs: {
        check: config.answers.lateAnswerMs + MINUTE_MS,
        digest: DIGEST_BY_HAND_MS,
      },
    },
    drawTimeline,
    configuredSources: new Set(configuredSources(assembly)),
    places: {
      allowedChannelIds: new Set(config.access.allowedChannelIds),
      onCallChannelId: config.access.onCallChannelId,
      subjectUrl: config.access.subjectUrl,
    },
    audit: (record) => assembly.store.audit.record(entryOf(record)),
    reportError,
    language: config.language,
    wordsIn,
    clock,
    wait: realWait,
    checkingAfterMs: config.answers.checkingAfterMs,
    log,
    identity: slackApp.identity,
    newRequestId,
    inFlight,
    fetch: slackApp.fetch,
    upload: slackApp.upload,
  });
  const upkeep = createUpkeep({
    config,
    store: assembly.store,
    client: slackApp.client,
    isSharedOutsideNow: (channelId) => channels.isSharedOutsideNow(channelId),
    clock,
    log,
    schedule,
  });
  let isTakingRequests = false;

  return {
    async start() {
      if (config.clockStartsAtMs !== null) {
        log.warn(
          { startsAt: new Date(config.clockStartsAtMs).toISOString() },
          'rehearsal: the clock does not tell today’s time',
        );
      }
      await prepareDatabase(assembly, config.store.migrateAtStart);
      const port = await startTaking(slackApp);
      isTakingRequests = true;
      await digestService.start();
      await incidentService.start();
      phase = 'running';
      upkeep.start();
      log.info({ port, mode: slack.mode.kind, sources: configuredSources(assembly) }, 'ready');
      return port;
    },
    async tick() {
      await Promise.all([digestService.tick(), incidentService.tick()]);
    },
    async stop() {
      phase = 'stopping';
      log.info({ inFlight: inFlight.count() }, 'stopping');
      if (isTakingRequests) await slackApp.stop();
      await Promise.all([
        inFlight.drain(stopGraceMs),
        digestService.stop(stopGraceMs),
        incidentService.stop(stopGraceMs),
        upkeep.stop(),
      ]);
      await assembly.close();
      log.info('stopped');
    },
  };
}

async function prepareDatabase({ store, queue }: Assembly, mayMigrate: boolean): Promise<void> {
  if (mayMigrate) {
    await store.migrate();
    await queue.migrate();
  } else {
    await store.requireCurrentSchema();
    await queue.requireCurrentSchema();
  }
}

/** A token that Slack refuses is a wrong setting, and named as such. */
async function startTaking(slackApp: SlackApp): Promise<number | null> {
  let setting = 'SLACK_BOT_TOKEN';
  try {
    await slackApp.identity();
    setting = 'SLACK_APP_TOKEN';
    return await slackApp.start();
  } catch (cause) {
    const refusal = slackRefusal(cause);
    if (refusal === null) throw cause;
    throw new ConfigurationError([{ code: 'token-refused', params: { setting, refusal } }], { cause });
  }
}

function configuredSources({ sources }: Assembly): readonly SourceId[] {
  return SOURCE_IDS.filter((id) => sources[id] !== null);
}

/** Without its own database the bot still answers, but what it says is not kept, and no digest is made. */
async function whatStoreLacks(store: Assembly['store']): Promise<string | null> {
  try {
    await store.requireCurrentSchema();
    return null;
  } catch (error) {
    if (error instanceof ConfigurationError) return 'schema not up to date';
    throw error;
  }
}
