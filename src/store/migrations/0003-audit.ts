import { sql, type Kysely } from 'kysely';

/** Who did what, when, where and what came out: ids and codes only. */
export async function up(db: Kysely<never>): Promise<void> {
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
}
