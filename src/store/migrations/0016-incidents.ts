import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Incidents, and the facts that each of them is. Facts are never changed. The first fact of each telling carries its key: what is told twice
 * is recorded once.
 */
export const incidents: Migration = {
  async up(db) {
    await sql`
      create table incidents (
        id uuid primary key,
        number integer generated always as identity unique,
        key text not null unique,
        channel_id text not null,
        locale text not null,
        time_zone text not null,
        opened_at timestamptz not null,
        opened_by_user_id text not null,
        severity text not null,
        status text not null,
        last_seq integer not null,
        last_check jsonb,
        last_check_at timestamptz,
        next_check_at timestamptz,
        published_seq integer not null,
        root jsonb,
        shown_seq integer not null,
        shown_check_at timestamptz
      )
    `.execute(db);
    await sql`create index incidents_next_check_at on incidents (next_check_at)`.execute(db);
    await sql`create index incidents_root on incidents (channel_id, (root ->> 'ts'))`.execute(db);
    await sql`create index incidents_thread on incidents (channel_id, (root ->> 'threadTs'))`.execute(db);
    await sql`
      create table incident_facts (
        incident_id uuid not null references incidents (id),
        seq integer not null,
        key text,
        at timestamptz not null,
        recorded_at timestamptz not null,
        by jsonb not null,
        body jsonb not null,
        primary key (incident_id, seq),
        unique (incident_id, key)
      )
    `.execute(db);
  },
};
