import { SECOND_MS } from '../../src/diagnosis/time.ts';
import type { Log } from '../../src/slack/log.ts';
import type { Locale } from '../../src/words/locale.ts';
import type { Handling } from './handling.ts';

/** A modal must open within three seconds of its button: a database that hangs must not use them up. */
const LONGEST_WAIT_MS = SECOND_MS;

/** The language that a person has chosen, or the bot's own: also where the bot's database does not tell. Never rejects. */
export async function localeOf(
  { memory, language, wait }: Handling,
  userId: string,
  log: Log,
): Promise<Locale> {
  const known = new AbortController();
  try {
    const chosen = await Promise.race([
      memory.languageOf(userId),
      wait(LONGEST_WAIT_MS, known.signal).then(() => null),
    ]);
    return chosen ?? language;
  } catch (error) {
    log.warn({ err: error }, 'the person’s language could not be read: using the bot’s');
    return language;
  } finally {
    known.abort();
  }
}
