import { createBot } from '../bot.ts';
import { readConfig, secretsIn } from '../config.ts';
import { createLog } from '../log.ts';
import { createScrub } from '../scrubbing.ts';
import { openStore } from '../store/store.ts';
import { serve } from './stand-ins/serve.ts';
import { createBotClockHandlers } from './weeks/bot-clock.ts';
import { nextDigestDueAtMs, settleDigestsDueBy } from './weeks/due-digests.ts';
import { nextLookAtMs, settleLooksDueBy } from './weeks/due-incidents.ts';
import { createMovableClock } from './weeks/movable-clock.ts';
import { createTimeHandler } from './weeks/time-of-bot.ts';
import { SANDBOX_STARTS_AT } from './world.ts';

/** The bot as `src/main.ts` starts it, with a clock that the sandbox moves. Prints that clock's address as a line of JSON. */
const config = readConfig(process.env, 'slack');
const clock = createMovableClock(config.clockStartsAtMs ?? Date.parse(SANDBOX_STARTS_AT));
const bot = createBot({
  config,
  clock: clock.now,
  log: createLog(config.logLevel, createScrub(secretsIn(process.env))),
  host: '127.0.0.1',
});
const store = openStore({ ...config.store, caPem: null });

process.once('SIGTERM', () => void stop());
await bot.start();

const control = await serve([
  ...createBotClockHandlers({
    async nextDueAtMs(stops) {
      const due = [await nextDigestDueAtMs(store), await nextLookAtMs(store, stops, clock.now())];
      const known = due.filter((atMs) => atMs !== null);
      return known.length === 0 ? null : Math.min(...known);
    },
    moveTo: (atMs) =>
      settleDigestsDueBy(atMs, store, () =>
        settleLooksDueBy(atMs, store, () => {
          clock.moveTo(atMs);
          return bot.tick();
        }),
      ),
  }),
  createTimeHandler(clock.now),
]);
process.stdout.write(`${JSON.stringify({ clock: `${control.url}/clock` })}\n`);

async function stop(): Promise<void> {
  await control.close();
  await bot.stop();
  await store.close();
  process.exit(0);
}
