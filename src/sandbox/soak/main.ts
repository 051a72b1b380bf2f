import { randomInt } from 'node:crypto';
import { Command, InvalidArgumentError } from 'commander';
import { rehearseIncidents } from '../replicas/incident-rehearsal.ts';
import { startRehearsal } from '../replicas/rehearsal.ts';
import type { Work } from './moments.ts';
import { soak, type Soaked } from './soak.ts';

interface Options {
  readonly seed: number;
  readonly digests: number;
  readonly events: number;
  readonly minutes?: number;
  readonly replicas: number;
  readonly history: boolean;
  readonly log: boolean;
}

const DEFAULT_DIGESTS = 30;
const DEFAULT_EVENTS = 50;

const { seed, digests, events, minutes, replicas, history, log } = new Command('soak')
  .description(
    'Lets several replicas post digests, then keep incidents true in which people act, while they are killed, PostgreSQL is restarted and Slack fails, at random moments. Ends with 0 if what stands in Slack is what is stored, nothing twice unmarked, else with 1.',
  )
  .option(
    '--seed <number>',
    'the same moments as another time (default: others each time)',
    wholeNumber,
    randomInt(1_000_000),
  )
  .option('--digests <number>', 'how many fall due', wholeNumber, DEFAULT_DIGESTS)
  .option('--events <number>', 'how many happen in incidents', wholeNumber, DEFAULT_EVENTS)
  .option('--minutes <number>', 'how long each of both, instead of how many', wholeNumber)
  .option('--replicas <number>', 'how many live at a time', wholeNumber, 3)
  .option('--history', 'the app may read the channels (default)', true)
  .option('--no-history', 'it may not, so that repeats are possible, and must be marked')
  .option('--log', 'print the log of all replicas at the end', false)
  .parse()
  .opts<Options>();

const startedAtMs = performance.now();
const say = (line: string): void => {
  const seconds = ((performance.now() - startedAtMs) / 1_000).toFixed(1);
  process.stdout.write(`${seconds.padStart(7)} s  ${line}\n`);
};

say(`seed ${seed}: ${replicas} replicas, ${history ? 'with' : 'without'} the history scope`);
const rehearsal = await startRehearsal({ mayReadHistory: history });
const incidents = rehearseIncidents(rehearsal);
try {
  const soaked = [await soakWith('digests', digests), await soakWith('incidents', events)];
  const complaints = soaked.flatMap((one) => one.complaints);
  say(
    complaints.length > 0
      ? `FAILED. The same again: npm run soak -- --seed ${seed} --digests ${digests} --events ${events} --replicas ${replicas}${history ? '' : ' --no-history'}`
      : history
        ? 'OK: each digest and each fact stands exactly once'
        : 'OK: none is lost, and every repeat is marked',
  );
  if (log || complaints.length > 0) process.stderr.write(rehearsal.log());
  process.exitCode = complaints.length > 0 ? 1 : 0;
} finally {
  await incidents.stop();
  await rehearsal.stop();
}
process.exit();

async function soakWith(work: Work, enough: number): Promise<Soaked> {
  const soakingSinceMs = performance.now();
  const isEnough = (done: number): boolean =>
    minutes === undefined ? done >= enough : performance.now() - soakingSinceMs >= minutes * 60_000;
  const soaked = await soak({ rehearsal, incidents, work, seed, replicas, isEnough, say });
  for (const complaint of soaked.complaints) say(`✗ ${complaint}`);
  const {
    kill = 0,
    'join-to-die': died = 0,
    'restart-postgres': restarts = 0,
    'slack-fails': faults = 0,
  } = soaked.happened;
  const done =
    work === 'digests'
      ? `${soaked.digests} digests`
      : `${soaked.events} events in ${soaked.incidents} incidents`;
  say(
    `${done}; ${kill} replicas killed at random and ${died} to be killed while they post; PostgreSQL restarted ${restarts} times; ${faults} faults of Slack`,
  );
  return soaked;
}

/** Throws commander's own error unless it is one. */
function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('It is a whole number from 1 on.');
  return number;
}
