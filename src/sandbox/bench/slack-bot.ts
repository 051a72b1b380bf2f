import { z } from 'zod';
import { setTimeout as pause } from 'node:timers/promises';
import { startBotProcess, type BotProcess } from '../bot-process.ts';
import { CASE_001_PROVIDERS } from '../case-001/providers.ts';
import { slashCommandPayload } from '../stand-ins/slack/payloads.ts';
import { signedCommand } from '../stand-ins/slack/senders.ts';
import { SANDBOX_SECRETS, SANDBOX_SLACK } from '../world.ts';
import type { Measure } from './measure.ts';
import { median, percentile } from './statistics.ts';
import type { BenchWorld } from './world.ts';

const AT_ONCE = 50;
const COLD_STARTS = 3;
const WARM_BURSTS = 3;
const BUSY = { sentry: 100, loki: 300, delivery: 500 } as const;
const QUICK = { sentry: 0, loki: 0, delivery: 0 } as const;
const DRAINED_MS = 30_000;
const POLL_MS = 50;

const health = z.object({ parts: z.object({ inFlight: z.string() }) });
const posted = z.object({ messages: z.array(z.unknown()) });

/** How long the real bot takes until it is ready, and until Slack has its acknowledgement when many ask at once. */
export async function measureSlackBot(world: BenchWorld): Promise<Measure[]> {
  const readyMs: number[] = [];
  const coldMs: number[] = [];
  const warmMs: number[] = [];
  await warmSender(world);
  for (let start = 1; start <= COLD_STARTS; start += 1) {
    const bot = await startBotProcess(world.environment);
    readyMs.push(bot.readyAfterMs);
    try {
      coldMs.push(...(await burst(world, bot)));
      if (start < COLD_STARTS) continue;
      for (let time = 1; time <= WARM_BURSTS; time += 1) warmMs.push(...(await burst(world, bot)));
    } finally {
      await bot.child.stop();
    }
  }
  return [
    ...acknowledgement('cold', coldMs, 150, `first of ${COLD_STARTS} bots`),
    ...acknowledgement('warm', warmMs, 50, `${WARM_BURSTS} times`),
    {
      name: 'start of the bot to ready',
      figure: median(readyMs),
      unit: 'ms',
      target: null,
      detail: `median of ${COLD_STARTS}: ${readyMs.join(', ')} ms; the first one prepares the database`,
    },
  ];
}

function acknowledgement(
  state: string,
  timesMs: readonly number[],
  limitMs: number,
  detail: string,
): Measure[] {
  const name = `acknowledgement, ${AT_ONCE} at once, ${state}`;
  return [
    { name: `${name}, p50`, figure: median(timesMs), unit: 'ms', target: null, detail },
    {
      name: `${name}, p99`,
      figure: percentile(timesMs, 0.99),
      unit: 'ms',
      target: { kind: 'under', limit: limitMs },
      detail: `slowest ${Math.round(Math.max(...timesMs))} ms; Slack gives up at 3000 ms`,
    },
  ];
}

/**
 * Sends commands all at once, and waits until each has its answer.
 * @returns how long each took to be acknowledged, as the sender sees it
 */
async function burst(world: BenchWorld, bot: BotProcess): Promise<number[]> {
  const before = await messageCount(world);
  await world.setLatencies(BUSY);
  const timesMs = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, index) => timeCommand(world, bot, index)),
  );
  // Only the acknowledgements are measured: the checks behind them may get done.
  await world.setLatencies(QUICK);
  await drained(bot);
  const answered = (await messageCount(world)) - before;
  if (answered !== AT_ONCE)
    throw new Error(`${answered} of ${AT_ONCE} commands were answered:\n${bot.child.stderr()}`);
  return timesMs;
}

async function timeCommand({ slackUrl }: BenchWorld, bot: BotProcess, index: number): Promise<number> {
  const { teamId, userId, channelId } = SANDBOX_SLACK;
  const { id } = CASE_001_PROVIDERS[index % CASE_001_PROVIDERS.length] ?? CASE_001_PROVIDERS[0];
  const payload = slashCommandPayload(
    { slackUrl, teamId, userId, channelId },
    { command: '/portal-check', text: id },
  );
  const address = { eventsUrl: `${bot.url}/slack/events`, signingSecret: SANDBOX_SECRETS.slackSigningSecret };
  const startedAtMs = performance.now();
  const response = await signedCommand(address, payload);
  await response.arrayBuffer();
  if (!response.ok)
    throw new Error(`the bot answered a command with ${response.status}:\n${bot.child.stderr()}`);
  return performance.now() - startedAtMs;
}

/** The sender's own first requests are slow, and are not what is measured. */
async function warmSender({ slackUrl }: BenchWorld): Promise<void> {
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => (await fetch(`${slackUrl}/__conditions`)).arrayBuffer()),
  );
}

async function drained({ url, child }: BotProcess): Promise<void> {
  const giveUpAtMs = performance.now() + DRAINED_MS;
  while (performance.now() < giveUpAtMs) {
    const { parts } = health.parse(await (await fetch(`${url}/healthz`)).json());
    if (parts.inFlight === '0') return;
    await pause(POLL_MS);
  }
  throw new Error(`checks are still in flight after ${DRAINED_MS} ms:\n${child.stderr()}`);
}

async function messageCount({ slackUrl }: BenchWorld): Promise<number> {
  return posted.parse(await (await fetch(`${slackUrl}/__messages`)).json()).messages.length;
}
