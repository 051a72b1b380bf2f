import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Up to which fact the pictures of an incident stand in its thread, or have been given up: they come after what the facts say. */
export const incidentPictures: Migration = {
  async up(db) {
    // 0: opened by a release that does not know of it. Until now pictures were shown with their facts.
    await sql`alter table incidents add column pictured_seq integer not null default 0`.execute(db);
    await sql`update incidents set pictured_seq = published_seq`.execute(db);
  },
};
