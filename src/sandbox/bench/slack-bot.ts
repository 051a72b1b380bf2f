import { startBotProcess } from '../bot-process.ts';
import { AT_ONCE, timeAcknowledgements, timeSender } from './acknowledgement.ts';
import type { Measure } from './measure.ts';
import { median, percentile } from './statistics.ts';
import type { BenchWorld } from './world.ts';

const COLD_STARTS = 3;
const WARM_BURSTS = 3;

export interface SlackBotMeasures {
  readonly acknowledgement: readonly Measure[];
  readonly start: Measure;
}

/** How long the real bot takes until it is ready, and until Slack has its acknowledgement when many ask at once. */
export async function measureSlackBot(world: BenchWorld): Promise<SlackBotMeasures> {
  const readyMs: number[] = [];
  const coldMs: number[] = [];
  const warmMs: number[] = [];
  const senderMs: number[] = [];
  // The sender's own first requests are slow.
  await timeSender(world);
  for (let start = 1; start <= COLD_STARTS; start += 1) {
    const bot = await startBotProcess(world.environment);
    try {
      readyMs.push(bot.readyAfterMs);
      coldMs.push(...(await timeAcknowledgements(world, bot)));
      const warmBursts = start === COLD_STARTS ? WARM_BURSTS : 0;
      for (let burst = 1; burst <= warmBursts; burst += 1) {
        senderMs.push(...(await timeSender(world)));
        warmMs.push(...(await timeAcknowledgements(world, bot)));
      }
    } finally {
      await bot.child.stop();
    }
  }
  return {
    acknowledgement: [
      ...acknowledgementMeasures('cold', coldMs, 150, `the first ${AT_ONCE} of ${COLD_STARTS} bots`),
      ...acknowledgementMeasures('warm', warmMs, 50, `${AT_ONCE} more, ${WARM_BURSTS} times`),
      {
        name: `for comparison: ${AT_ONCE} at once to a server that only answers, p99`,
        figure: percentile(senderMs, 0.99),
        unit: 'ms',
        target: null,
        detail: 'the sender’s own time, and whatever else the machine does',
      },
    ],
    start: {
      name: 'start of the bot to ready',
      figure: median(readyMs),
      unit: 'ms',
      target: null,
      detail: `median of ${readyMs.join(', ')} ms; the first one prepares the database`,
    },
  };
}

function acknowledgementMeasures(
  state: 'cold' | 'warm',
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
