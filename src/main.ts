import { createBot, type Bot } from './bot.ts';
import { createClock } from './clock.ts';
import { readConfig, secretsIn } from './config.ts';
import { problemsOfFiles } from './config-files.ts';
import { configurationErrorIn } from './configuration-words.ts';
import { ConfigurationError } from './errors.ts';
import { createLog } from './log.ts';
import { createScrub } from './scrubbing.ts';
import { stopTelemetry } from './telemetry.ts';
import { knownLocale } from './words/locale.ts';

const EXIT_CONFIGURATION = 78;
const EXIT_INTERNAL = 70;

const scrub = createScrub(secretsIn(process.env));
let isStopping = false;

try {
  const config = readConfig(process.env, 'slack', problemsOfFiles);
  const log = createLog(config.logLevel, scrub);
  endOnMistakes((error) => log.fatal({ err: error }, 'a mistake that nobody caught'));
  const bot = createBot({ config, clock: createClock(config.clockStartsAtMs), log });
  stopOnSignals(bot, (error) => log.fatal({ err: error }, 'the bot could not stop cleanly'));
  await bot.start();
} catch (error) {
  // Told to stop in the middle of its start, the bot fails to start: that is as it was asked to.
  if (!isStopping) await failToStart(error);
}

async function failToStart(error: unknown): Promise<never> {
  if (error instanceof ConfigurationError) {
    // The settings are not usable, so this one is looked at alone; English where it names no language.
    const inWords = await configurationErrorIn(knownLocale(process.env['BOT_LANGUAGE']) ?? 'en');
    process.stderr.write(`${scrub(inWords(error.problems))}\n`);
    process.exit(EXIT_CONFIGURATION);
  }
  createLog('error', scrub).fatal({ err: error }, 'the bot could not start');
  await stopTelemetry();
  process.exit(EXIT_INTERNAL);
}

/** The first signal stops cleanly, a second one at once. */
function stopOnSignals(bot: Bot, onFailure: (error: unknown) => void): void {
  const stop = async () => {
    if (isStopping) process.exit(EXIT_INTERNAL);
    isStopping = true;
    try {
      await bot.stop();
      await stopTelemetry();
      process.exit(0);
    } catch (error) {
      onFailure(error);
      process.exit(EXIT_INTERNAL);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
}

/** After a mistake that nobody caught nothing is sure any more: it is said and reported, and the process ends. */
function endOnMistakes(say: (error: unknown) => void): void {
  const end = async (error: unknown) => {
    say(error);
    await stopTelemetry();
    process.exit(EXIT_INTERNAL);
  };
  for (const mistake of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(mistake, (error: unknown) => void end(error));
  }
}
