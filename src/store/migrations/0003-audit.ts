import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Who did what, when, where and what came out: ids and codes only. */
export const audit: Migration = {
  async up(db) {
    await sql`
      create table audit (
        id bigint generated always as identity primary key,
        at timestamptz not null,
        request_id text not null,
        event text not null,
        interaction text not null,
        surface text not null,
        user_id text not null,
        team_id text,
        channel_id text,
        check_id text,
        subject_ids text[] not null,
        verdicts jsonb not null,
        reason text
      )
    `.execute(db);
    await sql`create index audit_at on audit (at)`.execute(db);
  },
};
