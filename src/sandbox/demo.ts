import { once } from 'node:events';
import { relative } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { isoOf } from '../diagnosis/time.ts';
import { CASE_001_PROVIDERS } from './case-001/providers.ts';
import { writeEnvironmentFile } from './environment-file.ts';
import { LARGEST_FLEET, SMALLEST_FLEET } from './fleet/fleet.ts';
import { followClock } from './follow-clock.ts';
import { playCase001 } from './play.ts';
import { startSandboxWithBot } from './sandbox-with-bot.ts';

const {
  once: isOnce,
  port,
  fleet: fleetSize,
  seed,
} = new Command('demo')
  .description(
    'Plays case 001: the real bot, against a real PostgreSQL and stand-ins for Slack, Sentry and Loki.',
  )
  .option('--once', 'end after printing the six answers', false)
  .option('--port <port>', 'where the page is (default: a free port)', portOf)
  .option(
    '--fleet <providers>',
    `so many made-up providers beside case 001, ${SMALLEST_FLEET} to ${LARGEST_FLEET} (default: none)`,
    sizeOf,
  )
  .option('--seed <number>', 'which fleet: the same number makes the same one', wholeNumberOf, 1)
  .parse()
  .opts<{ once: boolean; port?: number; fleet?: number; seed: number }>();

process.stderr.write('Starting PostgreSQL, the stand-ins and the bot …\n');
const running = await startSandboxWithBot({
  ...(port === undefined ? {} : { pagePort: port }),
  fleet: fleetSize === undefined ? null : { size: fleetSize, seed, hasCast: true },
});
const environmentFile = await writeEnvironmentFile(running.sandbox.environment);
const ending = new AbortController();
const following = followClock({
  now: () => running.now(),
  file: environmentFile,
  onMoved: (nowMs) => print([`It is ${isoOf(nowMs)} now, on the page and for commands from the terminal.`]),
  signal: ending.signal,
});
const interrupted = Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)));

try {
  if (!isOnce) introduce();
  const played = playCase001(running, (text) => process.stdout.write(text));
  const outcome = await Promise.race([played.then(() => 'played'), interrupted.then(() => 'interrupted')]);
  if (outcome === 'played' && !isOnce) {
    explain();
    await interrupted;
    process.stdout.write('\nStopping …\n');
  }
} finally {
  ending.abort();
  await following;
  await running.stop();
  await environmentFile.remove();
}
process.exit(0);

/** All three throw commander's own error unless it is what they say. */
function portOf(text: string): number {
  return numberWithin(text, 1, 65_535, 'A port is a number from 1 to 65535.');
}

function sizeOf(text: string): number {
  const rule = `A fleet is a number of providers from ${SMALLEST_FLEET} to ${LARGEST_FLEET}.`;
  return numberWithin(text, SMALLEST_FLEET, LARGEST_FLEET, rule);
}

function wholeNumberOf(text: string): number {
  return numberWithin(text, 0, 2 ** 31 - 1, 'A seed is a whole number from 0 on.');
}

function numberWithin(text: string, from: number, to: number, rule: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isInteger(number) || number < from || number > to) {
    throw new InvalidArgumentError(rule);
  }
  return number;
}

/** Where everything is, for whoever does not want to wait for the six answers. */
function introduce(): void {
  const { pageUrl, bot, sandbox } = running;
  print([
    `➜ Open ${pageUrl} in a browser to try the bot without Slack.`,
    '',
    'Behind it (the page has a panel that breaks Sentry, Loki and the database):',
    `  Sentry    ${sandbox.standIns.sentry}   (GET /__journal shows what was asked)`,
    `  Loki      ${sandbox.standIns.loki}   (GET /__journal)`,
    `  Slack     ${sandbox.standIns.slack}   (GET /__messages)`,
    `  Database  ${sandbox.databaseControl}`,
    `  Bot       ${bot.url}   (GET /healthz)`,
    '',
    'Six providers of case 001, one after the other:',
  ]);
}

/** How to go on. */
function explain(): void {
  const run = `npx node --env-file=${relative(process.cwd(), environmentFile.path)} src/cli.ts`;
  const [duke, , , , memorial] = CASE_001_PROVIDERS;
  print([
    'The sandbox is running. From another terminal, in this folder:',
    '',
    `  ${run} check ${duke.id} --evidence`,
    `  ${run} check ${memorial.id} --format json`,
    `  ${run} doctor --sample ${duke.id}`,
    `  ${run} digest`,
    `  ${run} incident list`,
    '',
    'On the page, /portal-incident open begins an incident; the last command lists them.',
    '',
    'They go by the clock of the page: when a week has passed there, it has for them.',
    '',
    ...(fleetSize === undefined
      ? ['Digests have more to tell of a larger fleet: npm run demo -- --fleet 200', '']
      : []),
    `➜ Open ${running.pageUrl} in a browser to try the bot without Slack.`,
    '',
    'Ctrl-C ends all of it.',
  ]);
}

function print(lines: readonly string[]): void {
  process.stdout.write(`\n${lines.join('\n')}\n`);
}
