import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Channels that get digests, and each digest that was due to one of them. */
export const subscriptions: Migration = {
  async up(db) {
    await sql`
      create table subscriptions (
        id uuid primary key,
        check_id text not null,
        channel_id text not null,
        schedule jsonb not null,
        filter jsonb not null,
        filter_key text not null,
        locale text not null,
        quiet text not null,
        status jsonb not null,
        created_by_user_id text not null,
        created_at timestamptz not null,
        next_due_at timestamptz,
        unique (check_id, channel_id, filter_key)
      )
    `.execute(db);
    await sql`
      create table planned_digests (
        subscription_id uuid not null references subscriptions (id) on delete cascade,
        due_at timestamptz not null,
        status text not null,
        reason text,
        primary key (subscription_id, due_at)
      )
    `.execute(db);
    await sql`create index planned_digests_due_at on planned_digests (due_at)`.execute(db);
  },
};
