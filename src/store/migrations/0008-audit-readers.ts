import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The audit is read: by time, by user, by subject. */
export const auditReaders: Migration = {
  async up(db) {
    await sql`create index audit_at_id on audit (at, id)`.execute(db);
    await sql`drop index audit_at`.execute(db);
    await sql`create index audit_of_user on audit (user_id, at, id)`.execute(db);
    await sql`create index audit_of_subject on audit using gin (subject_ids)`.execute(db);
  },
};
