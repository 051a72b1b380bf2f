import { createClock } from '../../clock.ts';
import { createCaseWorld } from '../case-001/loki-world.ts';
import { createCase001SentryWorld } from '../case-001/sentry-world.ts';
import { SANDBOX_SECRETS, SANDBOX_STARTS_AT, sandboxWorkspace } from '../world.ts';
import { OPEN_ACCESS } from './loki/access.ts';
import { createLokiHandlers } from './loki/handlers.ts';
import { createSentryHandlers } from './sentry/handlers.ts';
import { serve } from './serve.ts';
import { createSlackClient } from './slack/client/client.ts';
import { createClientHandlers } from './slack/client/routes.ts';
import { createSlackHandlers } from './slack/handlers.ts';
import { createSlackWorld } from './slack/world.ts';
import { createUpstreams } from './upstreams.ts';

/**
 * The stand-ins for Sentry, Loki and Slack, each on a port of its own, in one process; Slack's has the page too. Prints their addresses
 * as a line of JSON. From the environment:
 * - SANDBOX_STARTS_AT: the instant that its clock starts at
 * - SANDBOX_PAGE_PORT: where Slack and the page listen; a free port if not given
 * - SANDBOX_DATABASE_CONTROL: where the delivery database is made to misbehave
 * - SANDBOX_MESSAGE_RATE: `unlimited` lets the bot post as fast as it likes
 */
const {
  SANDBOX_STARTS_AT: startsAt = SANDBOX_STARTS_AT,
  SANDBOX_PAGE_PORT: pagePort = '0',
  SANDBOX_DATABASE_CONTROL: databaseControlUrl = null,
  SANDBOX_MESSAGE_RATE: messageRate,
} = process.env;

const clock = createClock(Date.parse(startsAt));
const world = createSlackWorld({
  ...sandboxWorkspace(),
  clock,
  limitsMessageRate: messageRate !== 'unlimited',
});
const slackHandlers = createSlackHandlers(world);

const [sentry, loki, slack] = await Promise.all([
  serve(
    createSentryHandlers(createCase001SentryWorld({ token: SANDBOX_SECRETS.sentryToken, nowMs: clock })),
    { webPagesOf: 'Sentry' },
  ),
  serve(
    createLokiHandlers(createCaseWorld(clock), {
      ...OPEN_ACCESS,
      authorization: `Bearer ${SANDBOX_SECRETS.lokiToken}`,
    }),
    { webPagesOf: 'Grafana' },
  ),
  serve(slackHandlers, { port: Number(pagePort) }),
]);

// They tell the bot where to answer, which nobody knows before Slack listens.
slackHandlers.push(
  ...createClientHandlers({
    world,
    client: createSlackClient({ world, slackUrl: slack.url, bot: null }),
    upstreams: createUpstreams({ sentry: sentry.conditions, loki: loki.conditions, databaseControlUrl }),
    // Bundling it loads vite, which whoever never opens the page need not wait for.
    page: async (path) => (await import('../page/bundle.ts')).pageFile(path),
  }),
);

process.stdout.write(`${JSON.stringify({ sentry: sentry.url, loki: loki.url, slack: slack.url })}\n`);
