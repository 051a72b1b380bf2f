import { fleetInEnvironment } from '../fleet/fleet-environment.ts';
import { fleetPhrases } from '../fleet/fleet-settings-file.ts';
import { healedFrom } from '../fleet/healing.ts';
import { createUpstreamWorlds } from '../upstream-worlds.ts';
import { createRemoteBotTime } from '../weeks/bot-clock.ts';
import { createRemoteJob } from '../weeks/job-control.ts';
import { createMovableClock } from '../weeks/movable-clock.ts';
import { createPassingTime, type BotTime } from '../weeks/passing-time.ts';
import { SANDBOX_SECRETS, SANDBOX_STARTS_AT, sandboxWorkspace } from '../world.ts';
import { FIRST_ANSWER_MS } from './lateness.ts';
import { OPEN_ACCESS } from './loki/access.ts';
import { createLokiHandlers } from './loki/handlers.ts';
import { createSentryHandlers } from './sentry/handlers.ts';
import { serve } from './serve.ts';
import { createSlackClient } from './slack/client/client.ts';
import { createClientHandlers } from './slack/client/routes.ts';
import { createSlackHandlers } from './slack/handlers.ts';
import { announceChange, createSlackWorld } from './slack/world.ts';
import { createUpstreams } from './upstreams.ts';

/**
 * The stand-ins for Sentry, Loki and Slack, each on a port of its own, in one process; Slack's has the page too. Prints their addresses
 * as a line of JSON. From the environment:
 * - SANDBOX_STARTS_AT: the instant that its clock starts at
 * - SANDBOX_PAGE_PORT: where Slack and the page listen; a free port if not given
 * - SANDBOX_DATABASE_CONTROL: where the delivery database is made to misbehave
 * - SANDBOX_JOB_CONTROL: where the application's sending job is told to run
 * - SANDBOX_FLEET: the fleet beside case 001; none if not given
 * - SANDBOX_MESSAGE_RATE: `unlimited` lets the bot post as fast as it likes
 * - SANDBOX_OPTIONAL_SCOPES: `granted` grants the bot what its manifest declares as optional, too
 * - SANDBOX_FIRST_ANSWER_MS: when the bot gives its first answer at the latest; its own default if not given
 */
const {
  SANDBOX_STARTS_AT: startsAt = SANDBOX_STARTS_AT,
  SANDBOX_PAGE_PORT: pagePort = '0',
  SANDBOX_DATABASE_CONTROL: databaseControlUrl = null,
  SANDBOX_JOB_CONTROL: jobUrl = null,
  SANDBOX_MESSAGE_RATE: messageRate,
  SANDBOX_OPTIONAL_SCOPES: optionalScopes,
  SANDBOX_FIRST_ANSWER_MS: firstAnswerMs = FIRST_ANSWER_MS,
} = process.env;
const deadline = { firstAnswerMs: Number(firstAnswerMs) };

const clock = createMovableClock(Date.parse(startsAt));
const upstreams = createUpstreamWorlds({
  sentryToken: SANDBOX_SECRETS.sentryToken,
  clock: clock.now,
  fleet: fleetInEnvironment(process.env),
  phrases: fleetPhrases(),
});
const world = createSlackWorld({
  ...sandboxWorkspace(),
  clock: clock.now,
  limitsMessageRate: messageRate !== 'unlimited',
  grantsOptionalScopes: optionalScopes === 'granted',
});
const slackHandlers = createSlackHandlers(world);

const [sentry, loki, slack] = await Promise.all([
  serve(createSentryHandlers(upstreams.sentry), { webPagesOf: 'Sentry', ...deadline }),
  serve(
    createLokiHandlers(upstreams.loki, {
      ...OPEN_ACCESS,
      authorization: `Bearer ${SANDBOX_SECRETS.lokiToken}`,
    }),
    { webPagesOf: 'Grafana', ...deadline },
  ),
  serve(slackHandlers, { port: Number(pagePort) }),
]);

const job = jobUrl === null ? null : createRemoteJob(jobUrl);
let bot: BotTime | null = null;

// They tell the bot where to answer, which nobody knows before Slack listens.
slackHandlers.push(
  ...createClientHandlers({
    world,
    client: createSlackClient({ world, slackUrl: slack.url, bot: null }),
    upstreams: createUpstreams({ sentry: sentry.conditions, loki: loki.conditions, databaseControlUrl }),
    weeks: {
      letPass: createPassingTime({
        clock,
        sendThrough: async (week) => job?.runThrough(week),
        goOnUntil: (atMs) => upstreams.goOnUntil(atMs),
        bot: () => bot,
        onMoved: () => announceChange(world),
      }),
      followedBy(clockUrl) {
        bot = createRemoteBotTime(clockUrl);
      },
    },
    healing: {
      ailing: async () => (await job?.ailingAt(healedFrom(clock.now()))) ?? [],
      async heal(providerId) {
        const fromWeek = healedFrom(clock.now());
        await job?.heal(providerId, fromWeek);
        upstreams.heal(providerId, fromWeek);
        announceChange(world);
      },
    },
    // Bundling it loads vite, which whoever never opens the page need not wait for.
    page: async (path) => (await import('../page/bundle.ts')).pageFile(path),
  }),
);

process.stdout.write(`${JSON.stringify({ sentry: sentry.url, loki: loki.url, slack: slack.url })}\n`);
