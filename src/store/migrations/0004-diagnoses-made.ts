import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Finds the newest diagnosis of each subject, and what somebody asked last. */
export const diagnosesMade: Migration = {
  async up(db) {
    await sql`
      create index diagnoses_made_as_of_now on diagnoses (check_id, subject_id, made_at desc, id desc)
      where made_at - as_of <= interval '1 hour'
    `.execute(db);
    await sql`
      create index diagnoses_of_user on diagnoses ((asker ->> 'userId'), check_id, subject_id, made_at desc, id desc)
    `.execute(db);
  },
};
