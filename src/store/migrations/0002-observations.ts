import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What sources overwrite: one row for each value that was seen anew. */
export const observations: Migration = {
  async up(db) {
    await sql`
      create table observations (
        id bigint generated always as identity primary key,
        check_id text not null,
        subject_id text not null,
        field text not null,
        value text not null,
        seen_at timestamptz not null
      )
    `.execute(db);
    await sql`create index observations_of_field on observations (check_id, subject_id, field, id desc)`.execute(
      db,
    );
    await sql`create index observations_seen_at on observations (seen_at)`.execute(db);
  },
};
