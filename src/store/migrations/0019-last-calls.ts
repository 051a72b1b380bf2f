import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When Slack was called last for a post: a call may arrive for some seconds after whoever made it has died. */
export const lastCalls: Migration = {
  async up(db) {
    // null: called by a release that did not note it.
    await sql`alter table outbox add column called_at timestamptz`.execute(db);
  },
};
