import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Digests that were made, each of a kept run. */
export const digests: Migration = {
  async up(db) {
    await sql`
      create table digests (
        id uuid primary key,
        scope text not null,
        check_id text not null,
        run_id uuid not null references fleet_runs (id),
        as_of timestamptz not null,
        is_complete boolean not null,
        is_quiet boolean not null,
        counts jsonb not null,
        filter jsonb not null,
        baseline_run_id uuid,
        skipped_due_at timestamptz[] not null,
        made_at timestamptz not null,
        was_posted boolean not null
      )
    `.execute(db);
    await sql`create index digests_of_scope on digests (scope, as_of desc, made_at desc)`.execute(db);
    await sql`create index digests_of_run on digests (run_id)`.execute(db);
    await sql`create index digests_of_baseline on digests (baseline_run_id)`.execute(db);
    await sql`create index digests_made_at on digests (made_at)`.execute(db);
  },
};
