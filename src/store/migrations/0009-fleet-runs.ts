import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Readings of all subjects of a check, and, while they may be judged anew, the facts that each was judged by. */
export const fleetRuns: Migration = {
  async up(db) {
    await sql`
      create table fleet_runs (
        id uuid primary key,
        check_id text not null,
        as_of timestamptz not null,
        made_at timestamptz not null,
        rules_version integer not null,
        is_complete boolean not null,
        coverage jsonb not null,
        canaries jsonb not null,
        findings jsonb not null,
        outcomes jsonb not null,
        request_id text not null
      )
    `.execute(db);
    await sql`create index fleet_runs_made_at on fleet_runs (check_id, made_at desc)`.execute(db);

    // No reference to the run: its facts come before it is kept. added_at is of the server's clock, for those of runs that never were.
    await sql`
      create table fleet_facts (
        run_id uuid not null,
        page integer not null,
        facts bytea not null,
        added_at timestamptz not null default now(),
        primary key (run_id, page)
      )
    `.execute(db);
    // It is compressed already.
    await sql`alter table fleet_facts alter column facts set storage external`.execute(db);
  },
};
