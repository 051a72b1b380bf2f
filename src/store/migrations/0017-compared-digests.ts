import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Which digests one was compared with, so that it is the same when it is opened again. */
export const comparedDigests: Migration = {
  async up(db) {
    // null and none: of before it was noted.
    await sql`
      alter table digests
        add column baseline_digest_id uuid,
        add column told_digest_ids uuid[] not null default '{}'
    `.execute(db);
  },
};
