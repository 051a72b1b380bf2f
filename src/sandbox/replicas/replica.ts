import { z } from 'zod';
import { createBot } from '../../bot.ts';
import { readConfig, secretsIn } from '../../config.ts';
import { createLog } from '../../log.ts';
import { createScrub } from '../../scrubbing.ts';
import { POSTING_STEPS } from '../../slack/post-once.ts';
import { HURRIED_CALL_SETTLED_AFTER_MS, HURRIED_PACE } from './hurried-pace.ts';

/**
 * One of several replicas of the bot, as `src/main.ts` starts it, that can be told to die. Prints its port as a line of JSON. From the
 * environment, besides the bot's own settings:
 * - REPLICA_CLOCK_AHEAD_MS: how far its clock is ahead of the machine's; the same for all replicas
 * - REPLICA_DIES_AT: the posting step at which it is killed with SIGKILL; never if not given
 * - REPLICA_DIES_AT_KEYS: of which posts, as a regular expression for their keys; of any if not given
 */
const {
  REPLICA_CLOCK_AHEAD_MS: aheadMs,
  REPLICA_DIES_AT: diesAt,
  REPLICA_DIES_AT_KEYS: keys,
} = z
  .object({
    REPLICA_CLOCK_AHEAD_MS: z.coerce.number(),
    REPLICA_DIES_AT: z.enum(POSTING_STEPS).optional(),
    REPLICA_DIES_AT_KEYS: z
      .string()
      .default('')
      .transform((source) => new RegExp(source)),
  })
  .parse(process.env);

/** The bot looks once a minute; what falls due in a test is not to wait so long. */
const LOOKS_EVERY_MS = 300;

const config = readConfig(process.env, 'slack');
const bot = createBot({
  config,
  clock: () => Date.now() + aheadMs,
  log: createLog(config.logLevel, createScrub(secretsIn(process.env))),
  host: '127.0.0.1',
  jobPace: HURRIED_PACE,
  callSettledAfterMs: HURRIED_CALL_SETTLED_AFTER_MS,
  onPostingStep(step, key) {
    if (step === diesAt && keys.test(key)) process.kill(process.pid, 'SIGKILL');
  },
});

process.once('SIGTERM', () => void stop());
const port = await bot.start();
const looking = setInterval(() => void bot.tick(), LOOKS_EVERY_MS);
process.stdout.write(`${JSON.stringify({ port })}\n`);

async function stop(): Promise<void> {
  clearInterval(looking);
  await bot.stop();
  process.exit(0);
}
