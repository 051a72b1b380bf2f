import { z } from 'zod';
import type { EpochMs } from '../diagnosis/time.ts';
import { startBotProcess, type BotProcess } from './bot-process.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
import type { BotAddress } from './stand-ins/slack/senders.ts';
import { readTimeOfBot } from './weeks/time-of-bot.ts';
import { SANDBOX_SECRETS } from './world.ts';

/** The bot with a clock that moves when a week passes. */
const ENTRY = new URL('./bot-main.ts', import.meta.url);
const clockAddress = z.object({ clock: z.url() });

/** All that a person needs to play: the sandbox, the real bot in it, and the page. */
export interface SandboxWithBot {
  readonly sandbox: Sandbox;
  readonly bot: BotProcess;
  readonly pageUrl: string;
  /** What the page's clock shows, which is the bot's. */
  now(): Promise<EpochMs>;
  stop(): Promise<void>;
}

/** Starts the sandbox and the bot, and tells the stand-in of Slack where the bot is. Nothing of it outlives this process. */
export async function startSandboxWithBot(options: SandboxOptions = {}): Promise<SandboxWithBot> {
  const sandbox = await startSandbox(options);
  const running: BotProcess[] = [];
  async function stop(): Promise<void> {
    for (const { child } of running) await child.stop();
    await sandbox.stop();
  }
  try {
    const bot = await startBotProcess(sandbox.environment, ENTRY);
    running.push(bot);
    const { clock } = clockAddress.parse(JSON.parse(await bot.child.firstLine()));
    await introduce(bot, clock, sandbox.standIns.slack);
    return { sandbox, bot, pageUrl: `${sandbox.standIns.slack}/`, now: () => readTimeOfBot(clock), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** As an administrator does in Slack's settings of the app; and by which clock the bot goes. */
async function introduce(bot: BotProcess, clockUrl: string, slackUrl: string): Promise<void> {
  const app: BotAddress = {
    eventsUrl: `${bot.url}/slack/events`,
    signingSecret: SANDBOX_SECRETS.slackSigningSecret,
  };
  await put(`${slackUrl}/__client/app`, app);
  await put(`${slackUrl}/__client/bot-clock`, { url: clockUrl });
}

async function put(url: string, content: object): Promise<void> {
  const response = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(content),
  });
  if (!response.ok) {
    throw new Error(
      `the stand-in of Slack was told at ${url}, and answered ${response.status}: ${await response.text()}`,
    );
  }
}
