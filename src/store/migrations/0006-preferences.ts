import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What people chose for themselves. */
export const preferences: Migration = {
  async up(db) {
    await sql`
      create table preferences (
        user_id text primary key,
        locale text not null,
        changed_at timestamptz not null
      )
    `.execute(db);
  },
};
