import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Which requests of Slack some replica has taken: a repeated one counts once. */
export const requests: Migration = {
  async up(db) {
    await sql`
      create table requests (
        key text primary key,
        at timestamptz not null
      )
    `.execute(db);
    await sql`create index requests_at on requests (at)`.execute(db);
  },
};
