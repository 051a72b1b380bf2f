import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Diagnoses: kept to be shown again, compared and replayed. */
export const diagnoses: Migration = {
  async up(db) {
    await sql`
      create table diagnoses (
        id uuid primary key,
        check_id text not null,
        subject_id text not null,
        as_of timestamptz not null,
        made_at timestamptz not null,
        rules_version integer not null,
        verdict jsonb not null,
        findings jsonb not null,
        side_findings jsonb not null,
        readings jsonb not null,
        facts jsonb not null,
        asker jsonb not null,
        request_id text not null
      )
    `.execute(db);
    await sql`create index diagnoses_of_subject on diagnoses (check_id, subject_id, as_of desc)`.execute(db);
    await sql`create index diagnoses_made_at on diagnoses (made_at)`.execute(db);
  },
};
