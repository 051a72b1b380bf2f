import { createClock } from '../../clock.ts';
import { createCaseWorld } from '../case-001/loki-world.ts';
import { createCase001SentryWorld } from '../case-001/sentry-world.ts';
import { SANDBOX_SECRETS, SANDBOX_SLACK, SANDBOX_STARTS_AT, grantedScopes } from '../world.ts';
import { OPEN_ACCESS } from './loki/access.ts';
import { createLokiHandlers } from './loki/handlers.ts';
import { createSentryHandlers } from './sentry/handlers.ts';
import { serve } from './serve.ts';
import { createSlackHandlers } from './slack/handlers.ts';
import { createSlackWorld } from './slack/world.ts';

/** The stand-ins for Sentry, Loki and Slack, each on a port of its own, in one process. Prints their addresses as a line of JSON. */
const clock = createClock(Date.parse(process.env['SANDBOX_STARTS_AT'] ?? SANDBOX_STARTS_AT));

const slackWorld = createSlackWorld({
  teamId: SANDBOX_SLACK.teamId,
  botToken: SANDBOX_SECRETS.slackBotToken,
  appToken: SANDBOX_SECRETS.slackAppToken,
  botUserId: SANDBOX_SLACK.botUserId,
  botId: SANDBOX_SLACK.botId,
  scopes: grantedScopes(),
  channels: [{ id: SANDBOX_SLACK.channelId, name: SANDBOX_SLACK.channelName, isBotMember: true }],
  users: [{ id: SANDBOX_SLACK.userId, name: 'on-call', teamId: SANDBOX_SLACK.teamId }],
});

const [sentry, loki, slack] = await Promise.all([
  serve(createSentryHandlers(createCase001SentryWorld({ token: SANDBOX_SECRETS.sentryToken, nowMs: clock }))),
  serve(
    createLokiHandlers(createCaseWorld(clock), {
      ...OPEN_ACCESS,
      authorization: `Bearer ${SANDBOX_SECRETS.lokiToken}`,
    }),
  ),
  serve(createSlackHandlers(slackWorld)),
]);

process.stdout.write(`${JSON.stringify({ sentry: sentry.url, loki: loki.url, slack: slack.url })}\n`);
