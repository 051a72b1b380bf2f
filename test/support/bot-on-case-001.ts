import { Writable } from 'node:stream';
import { createBot, type Bot, type BotSettings } from '../../src/bot.ts';
import type { Check } from '../../src/checks/check.ts';
import { createClock } from '../../src/clock.ts';
import { readConfig, secretsIn } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { createSlackClient, type SlackClient } from '../../src/sandbox/stand-ins/slack/client/client.ts';
import { serve, type StandIn } from '../../src/sandbox/stand-ins/serve.ts';
import { createSlackHandlers } from '../../src/sandbox/stand-ins/slack/handlers.ts';
import {
  buttonPayload,
  slashCommandPayload,
  type ButtonPress,
} from '../../src/sandbox/stand-ins/slack/payloads.ts';
import { signedAction, signedCommand } from '../../src/sandbox/stand-ins/slack/senders.ts';
import type { SlackChannel, SlackUser } from '../../src/sandbox/stand-ins/slack/settings.ts';
import {
  createSlackWorld,
  type SlackWorld,
  type StoredMessage,
} from '../../src/sandbox/stand-ins/slack/world.ts';
import { createScrub } from '../../src/scrubbing.ts';
import { readAppManifest } from '../../src/sandbox/stand-ins/slack/manifest.ts';
import type { Case001 } from './case-001.ts';
import { until } from './until.ts';

export { until } from './until.ts';

const SIGNING_SECRET = 'signing-secret-of-the-test';
const TEAM = 'T0HOME';
const WHO = { teamId: TEAM, userId: 'U0ASKER', channelId: 'C0HOME' };

/** The real bot over a running case 001, with a Slack stand-in before it. */
export interface BotOnCase001 {
  readonly slack: SlackWorld;
  readonly slackServer: StandIn;
  /** What people do in Slack's own app. */
  readonly client: SlackClient;
  /** All log lines so far. */
  log(): string;
  command(text: string): Promise<Response>;
  /** A command whose payload the test has changed. */
  commandWith(change: Readonly<Record<string, string | undefined>>): Promise<Response>;
  press(button: ButtonPress): Promise<Response>;
  /** What stands on one of the bot's own pages, as `/metrics`. */
  page(path: string): Promise<string>;
  /** Looks for what is due, as each minute. */
  tick(): Promise<void>;
  /** Waits for the next message that was not there at the last call. */
  nextMessage(): Promise<StoredMessage>;
  stop(): Promise<void>;
}

export async function startBotOn(
  running: Case001,
  settings: {
    readonly moreChecks?: readonly Check[];
    readonly environment?: NodeJS.ProcessEnv;
    readonly stopGraceMs?: number;
    readonly bot?: Partial<Pick<BotSettings, 'clock' | 'jobPace' | 'schedule'>>;
    /** Beside the one that everything is asked in. */
    readonly moreChannels?: readonly SlackChannel[];
    readonly moreUsers?: readonly SlackUser[];
  } = {},
): Promise<BotOnCase001> {
  const slack = createSlackWorld({
    teamId: TEAM,
    botToken: 'xoxb-token-of-the-test',
    botUserId: 'U0BOT',
    botId: 'B0BOT',
    scopes: readAppManifest().scopes,
    channels: [{ id: WHO.channelId, name: 'home', isBotMember: true }, ...(settings.moreChannels ?? [])],
    users: [{ id: WHO.userId, name: 'asker', teamId: TEAM }, ...(settings.moreUsers ?? [])],
  });
  const slackServer = await serve(createSlackHandlers(slack));
  const environment = {
    ...running.environment,
    SLACK_BOT_TOKEN: 'xoxb-token-of-the-test',
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: `${slackServer.url}/api/`,
    SLACK_ALLOWED_CHANNELS: WHO.channelId,
    CHECKS_PER_USER_PER_MINUTE: '1000',
    PORT: '0',
    ...settings.environment,
  };
  const config = readConfig(environment, 'slack');
  let log = '';
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      log += chunk.toString();
      done();
    },
  });
  const bot: Bot = createBot({
    config,
    clock: createClock(config.clockStartsAtMs),
    log: createLog('debug', createScrub(secretsIn(environment)), stream),
    moreChecks: settings.moreChecks ?? [],
    host: '127.0.0.1',
    ...settings.bot,
    ...(settings.stopGraceMs === undefined ? {} : { stopGraceMs: settings.stopGraceMs }),
  });
  const port = await bot.start();
  const address = { eventsUrl: `http://127.0.0.1:${port}/slack/events`, signingSecret: SIGNING_SECRET };
  const doer = { ...WHO, slackUrl: slackServer.url };
  const seen = new Set<string>();
  return {
    slack,
    slackServer,
    client: createSlackClient({ world: slack, slackUrl: slackServer.url, bot: address }),
    log: () => log,
    command: (text) => signedCommand(address, slashCommandPayload(doer, { command: '/portal-check', text })),
    commandWith(change) {
      const payload = { ...slashCommandPayload(doer, { command: '/portal-check', text: 'help' }), ...change };
      const kept = Object.entries(payload).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      );
      return signedCommand(address, Object.fromEntries(kept));
    },
    press: (button) => signedAction(address, buttonPayload(doer, button)),
    page: async (path) => (await fetch(`http://127.0.0.1:${port}${path}`)).text(),
    tick: () => bot.tick(),
    async nextMessage() {
      const message = await until(() => slack.messages.find(({ ts }) => !seen.has(ts)));
      seen.add(message.ts);
      return message;
    },
    async stop() {
      await bot.stop();
      await slackServer.close();
    },
  };
}
