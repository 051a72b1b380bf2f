import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { BotProcess } from '../bot-process.ts';
import { CASE_001_PROVIDERS } from '../case-001/providers.ts';
import { slashCommandPayload } from '../stand-ins/slack/payloads.ts';
import { commandRequest, type SignedRequest } from '../stand-ins/slack/senders.ts';
import { SANDBOX_SECRETS, SANDBOX_SLACK } from '../world.ts';
import { timePosts } from './post.ts';
import type { BenchWorld } from './world.ts';

/** How many people ask at the same time. */
export const AT_ONCE = 50;

const BUSY = { sentry: 100, loki: 300, delivery: 500 } as const;
const QUICK = { sentry: 0, loki: 0, delivery: 0 } as const;
const ANSWERED_MS = 30_000;
const POLL_MS = 50;

const health = z.object({ parts: z.object({ inFlight: z.string() }) });
const posted = z.object({ messages: z.array(z.unknown()) });

/**
 * Sends slash commands all at once, and waits until each has its answer.
 * @returns how long each took to be acknowledged, as the sender sees it
 */
export async function timeAcknowledgements(world: BenchWorld, bot: BotProcess): Promise<readonly number[]> {
  const before = await messageCount(world);
  await world.setLatencies(BUSY);
  const timesMs = await timePosts(
    Array.from({ length: AT_ONCE }, (_, index) => commandFor(world, bot, index)),
  );
  // Only the acknowledgements are measured: the checks behind them may get done.
  await world.setLatencies(QUICK);
  await allAnswered(bot);
  const answered = (await messageCount(world)) - before;
  if (answered !== AT_ONCE) {
    throw new Error(`${answered} of ${AT_ONCE} commands were answered:\n${bot.child.stderr()}`);
  }
  return timesMs;
}

/** What as many requests take to a server that does nothing but answer: figures near this one tell more of the sender than of the bot. */
export function timeSender({ slackUrl }: BenchWorld): Promise<readonly number[]> {
  const request = { url: `${slackUrl}/__conditions`, headers: {}, body: '{}' };
  return timePosts(Array.from({ length: AT_ONCE }, () => request));
}

function commandFor({ slackUrl }: BenchWorld, bot: BotProcess, index: number): SignedRequest {
  const { teamId, userId, channelId } = SANDBOX_SLACK;
  const { id } = CASE_001_PROVIDERS[index % CASE_001_PROVIDERS.length] ?? CASE_001_PROVIDERS[0];
  const payload = slashCommandPayload(
    { slackUrl, teamId, userId, channelId },
    { command: '/portal-check', text: id },
  );
  const signingSecret = SANDBOX_SECRETS.slackSigningSecret;
  return commandRequest({ eventsUrl: `${bot.url}/slack/events`, signingSecret }, payload);
}

async function allAnswered({ url, child }: BotProcess): Promise<void> {
  const giveUpAtMs = performance.now() + ANSWERED_MS;
  while (performance.now() < giveUpAtMs) {
    const { parts } = health.parse(await (await fetch(`${url}/healthz`)).json());
    if (parts.inFlight === '0') return;
    await pause(POLL_MS);
  }
  throw new Error(`checks are still in flight after ${ANSWERED_MS} ms:\n${child.stderr()}`);
}

async function messageCount({ slackUrl }: BenchWorld): Promise<number> {
  return posted.parse(await (await fetch(`${slackUrl}/__messages`)).json()).messages.length;
}
