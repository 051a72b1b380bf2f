import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { measureCheckTime, measureHangingSources } from './check-time.ts';
import { measureFleets } from './fleet-reading.ts';
import { isMet, missedAmong, type Measure } from './measure.ts';
import { measureSlackBot } from './slack-bot.ts';
import { tableOf } from './table.ts';
import { measureTerminalStart } from './terminal-start.ts';
import { measureUpstreamRequests } from './upstream-requests.ts';
import { startBenchWorld } from './world.ts';

const { json: isJson, strict: isStrict } = new Command('bench')
  .description(
    'Measures the real bot against a real PostgreSQL and stand-ins: figures, no assertions. See docs/bench.md.',
  )
  .option('--json', 'print the figures as JSON', false)
  .option('--strict', 'end with 1 where a target is missed, and name it', false)
  .parse()
  .opts<{ json: boolean; strict: boolean }>();

const startedAtMs = performance.now();
const measures = await measureAll();
const machine = {
  node: process.version,
  platform: `${process.platform}-${process.arch}`,
  cores: availableParallelism(),
  tookMs: Math.round(performance.now() - startedAtMs),
};

process.stdout.write(
  isJson
    ? `${JSON.stringify({ machine, measures: measures.map((measure) => ({ ...measure, isMet: isMet(measure) })) }, null, 2)}\n`
    : `${tableOf(measures)}\n\nNode ${machine.node} on ${machine.platform}, ${machine.cores} cores; took ${Math.round(machine.tookMs / 1_000)} s\n`,
);
const missed = isStrict ? missedAmong(measures) : [];
for (const { name } of missed) process.stderr.write(`over its target: ${name}\n`);
process.exit(missed.length === 0 ? 0 : 1);

async function measureAll(): Promise<readonly Measure[]> {
  say('start of the terminal');
  const terminalStart = await measureTerminalStart();
  const fleets = await measureFleets(say);
  say('starting PostgreSQL and the stand-ins');
  const world = await startBenchWorld();
  try {
    say('the bot: start and acknowledgements');
    const slackBot = await measureSlackBot(world);
    say('a check at stated latencies');
    const checkTime = await measureCheckTime(world);
    say('a check with a hanging source');
    const hanging = await measureHangingSources(world);
    say('requests of a check');
    const requests = await measureUpstreamRequests(world);
    return [
      ...slackBot.acknowledgement,
      ...checkTime,
      ...hanging,
      ...requests,
      ...fleets,
      terminalStart,
      slackBot.start,
    ];
  } finally {
    await world.stop();
  }
}

function say(what: string): void {
  process.stderr.write(`${what} …\n`);
}
