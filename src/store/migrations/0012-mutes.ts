import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Subjects that digests are silent of for a while: who said so, why, and until when. At most one of a subject is not ended. */
export const mutes: Migration = {
  async up(db) {
    await sql`
      create table mutes (
        id bigint generated always as identity primary key,
        check_id text not null,
        subject_id text not null,
        until_at timestamptz not null,
        by_user_id text not null,
        why text not null,
        at timestamptz not null,
        ended_at timestamptz
      )
    `.execute(db);
    await sql`create unique index mutes_not_ended on mutes (check_id, subject_id) where ended_at is null`.execute(
      db,
    );
  },
};
