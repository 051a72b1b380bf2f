import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A process may die while its answer takes the place of "checking": whoever mends that message gives this very answer. */
export const answers: Migration = {
  async up(db) {
    await sql`alter table checking_messages add column answer jsonb`.execute(db);
  },
};
