import { QUEUE_SCHEMA } from '../jobs/queue-schema.ts';
import { EXIT_CODES } from './exit-codes.ts';
import type { Session } from './session.ts';

/**
 * `portal-check migrate`: prepares the bot's own database and says what it did.
 * @returns the exit code
 */
export async function migrateCommand({ assembly, words, out }: Session): Promise<number> {
  const tables = await assembly.store.migrate();
  const applied = (await assembly.queue.migrate()) ? [...tables, QUEUE_SCHEMA] : tables;
  out(applied.length === 0 ? words.migrate.upToDate : words.migrate.applied(applied));
  return EXIT_CODES.ok;
}
