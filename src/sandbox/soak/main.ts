import { randomInt } from 'node:crypto';
import { Command, InvalidArgumentError } from 'commander';
import { startRehearsal } from '../replicas/rehearsal.ts';
import { soak } from './soak.ts';

interface Options {
  readonly seed: number;
  readonly digests: number;
  readonly minutes?: number;
  readonly replicas: number;
  readonly history: boolean;
  readonly log: boolean;
}

const DEFAULT_DIGESTS = 30;

const { seed, digests, minutes, replicas, history, log } = new Command('soak')
  .description(
    'Lets several replicas post digests while they are killed, PostgreSQL is restarted and Slack fails, at random moments. Ends with 0 if none is lost and none stands twice unmarked, else with 1.',
  )
  .option(
    '--seed <number>',
    'the same moments as another time (default: others each time)',
    wholeNumber,
    randomInt(1_000_000),
  )
  .option('--digests <number>', 'how many fall due', wholeNumber, DEFAULT_DIGESTS)
  .option('--minutes <number>', 'how long, instead of how many', wholeNumber)
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
try {
  const soakingSinceMs = performance.now();
  const isEnough = (ordered: number): boolean =>
    minutes === undefined ? ordered >= digests : performance.now() - soakingSinceMs >= minutes * 60_000;
  const soaked = await soak({ rehearsal, seed, replicas, isEnough, say });
  for (const complaint of soaked.complaints) say(`✗ ${complaint}`);
  const {
    kill = 0,
    'join-to-die': died = 0,
    'restart-postgres': restarts = 0,
    'slack-fails': faults = 0,
  } = soaked.happened;
  say(
    `${soaked.digests} digests; ${kill} replicas killed at random and ${died} to be killed while they post; PostgreSQL restarted ${restarts} times; ${faults} faults of Slack`,
  );
  say(
    soaked.complaints.length > 0
      ? `FAILED. The same again: npm run soak -- --seed ${seed} --digests ${digests} --replicas ${replicas}${history ? '' : ' --no-history'}`
      : history
        ? 'OK: each digest stands exactly once'
        : 'OK: none is lost, and every repeat is marked',
  );
  if (log || soaked.complaints.length > 0) process.stderr.write(rehearsal.log());
  process.exitCode = soaked.complaints.length > 0 ? 1 : 0;
} finally {
  await rehearsal.stop();
}
process.exit();

/** Throws commander's own error unless it is one. */
function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('It is a whole number from 1 on.');
  return number;
}
