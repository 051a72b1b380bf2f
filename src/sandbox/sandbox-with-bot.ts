import { startBotProcess, type BotProcess } from './bot-process.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
import type { BotAddress } from './stand-ins/slack/senders.ts';
import { SANDBOX_SECRETS } from './world.ts';

/** All that a person needs to play: the sandbox, the real bot in it, and the page. */
export interface SandboxWithBot {
  readonly sandbox: Sandbox;
  readonly bot: BotProcess;
  readonly pageUrl: string;
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
    const bot = await startBotProcess(sandbox.environment);
    running.push(bot);
    await introduce(bot, sandbox.standIns.slack);
    return { sandbox, bot, pageUrl: `${sandbox.standIns.slack}/`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** As an administrator does in Slack's settings of the app. */
async function introduce(bot: BotProcess, slackUrl: string): Promise<void> {
  const app: BotAddress = {
    eventsUrl: `${bot.url}/slack/events`,
    signingSecret: SANDBOX_SECRETS.slackSigningSecret,
  };
  const response = await fetch(`${slackUrl}/__client/app`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(app),
  });
  if (!response.ok) {
    throw new Error(
      `the stand-in of Slack did not take the bot's address: ${response.status} ${await response.text()}`,
    );
  }
}
