import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When a planned digest that was put off is looked at again, and by which settings of its check a run was judged. */
export const looksAndSettings: Migration = {
  async up(db) {
    // 0: the look when it was due.
    await sql`
      alter table planned_digests
        add column look integer not null default 0,
        add column look_at timestamptz
    `.execute(db);
    await sql`
      create index planned_digests_look_at on planned_digests (look_at) where status = 'planned' and look_at is not null
    `.execute(db);
    // null: of before it was noted.
    await sql`alter table fleet_runs add column settings_key text`.execute(db);
  },
};
