import { expect, onTestFinished } from 'vitest';
import { startBotProcess, type BotProcess } from '../../src/sandbox/bot-process.ts';
import { serve } from '../../src/sandbox/stand-ins/serve.ts';
import { createSlackHandlers } from '../../src/sandbox/stand-ins/slack/handlers.ts';
import {
  buttonPayload,
  slashCommandPayload,
  type ButtonPress,
} from '../../src/sandbox/stand-ins/slack/payloads.ts';
import { signedAction, signedCommand } from '../../src/sandbox/stand-ins/slack/senders.ts';
import type { SlackWorld } from '../../src/sandbox/stand-ins/slack/world.ts';
import { BOT_TOKEN, SIGNING_SECRET, sandboxWorld } from '../slack/sandbox-world.ts';
import { startCase001, type Case001 } from './case-001.ts';

/** Case 001 and a workspace, in which the real bot runs in processes of its own. */
export interface ProcessesOnCase001 {
  readonly running: Case001;
  readonly world: SlackWorld;
  readonly environment: Readonly<Record<string, string>>;
  /** Waits until it is ready. It does not outlive the test. */
  start(changes?: Readonly<Record<string, string>>): Promise<BotProcess>;
  /** `/portal-check`, from the channel where answers are public. */
  ask(bot: BotProcess, text: string): Promise<void>;
  press(bot: BotProcess, press: ButtonPress): Promise<void>;
  stop(): Promise<void>;
}

export async function startProcessesOnCase001(): Promise<ProcessesOnCase001> {
  const running = await startCase001('2025-07-24');
  const world = sandboxWorld();
  const slack = await serve(createSlackHandlers(world));
  const environment: Record<string, string> = {
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_ALLOWED_CHANNELS: 'C1',
    SLACK_API_URL: `${slack.url}/api/`,
  };
  for (const [name, value] of Object.entries(running.environment)) {
    if (value !== undefined) environment[name] = value;
  }
  const doer = { slackUrl: slack.url, teamId: 'T1', userId: 'U1', channelId: 'C1' };
  const addressOf = ({ url }: BotProcess) => ({
    eventsUrl: `${url}/slack/events`,
    signingSecret: SIGNING_SECRET,
  });
  return {
    running,
    world,
    environment,
    async start(changes = {}) {
      const bot = await startBotProcess({ ...environment, ...changes });
      onTestFinished(() => bot.child.stop());
      return bot;
    },
    async ask(bot, text) {
      const payload = slashCommandPayload(doer, { command: '/portal-check', text });
      expect((await signedCommand(addressOf(bot), payload)).status).toBe(200);
    },
    async press(bot, press) {
      expect((await signedAction(addressOf(bot), buttonPayload(doer, press))).status).toBe(200);
    },
    async stop() {
      await slack.close();
      await running.stop();
    },
  };
}
