import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Whether people found diagnoses right: kept as long as the diagnosis. */
export const feedback: Migration = {
  async up(db) {
    await sql`
      create table feedback (
        diagnosis_id uuid not null references diagnoses (id) on delete cascade,
        user_id text not null,
        is_right boolean not null,
        why text,
        at timestamptz not null,
        primary key (diagnosis_id, user_id)
      )
    `.execute(db);
    await sql`create index feedback_at on feedback (at)`.execute(db);
  },
};
