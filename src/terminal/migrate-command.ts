import { EXIT_CODES } from './exit-codes.ts';
import type { Session } from './session.ts';

/**
 * `portal-check migrate`: prepares the bot's own database and says what it did.
 * @returns the exit code
 */
export async function migrateCommand({ assembly, words, out }: Session): Promise<number> {
  const applied = await assembly.store.migrate();
  out(applied.length === 0 ? words.migrate.upToDate : words.migrate.applied(applied));
  return EXIT_CODES.ok;
}
