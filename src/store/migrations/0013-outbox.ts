import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What is posted must stand once, and what says "checking" must not stay: both outlive the process that wrote them. */
export const outbox: Migration = {
  async up(db) {
    await sql`
      create table outbox (
        key text primary key,
        channel_id text not null,
        thread_ts text,
        noted_at timestamptz not null,
        attempts integer not null,
        posted_ts text,
        posted_at timestamptz
      )
    `.execute(db);
    await sql`create index outbox_noted_at on outbox (noted_at)`.execute(db);
    await sql`
      create table checking_messages (
        channel_id text not null,
        ts text not null,
        asked jsonb not null,
        request_id text not null,
        locale text not null,
        due_at timestamptz not null,
        primary key (channel_id, ts)
      )
    `.execute(db);
    await sql`create index checking_messages_due_at on checking_messages (due_at)`.execute(db);
  },
};
