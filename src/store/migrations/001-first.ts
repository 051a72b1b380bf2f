import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Diagnoses, what the sources overwrite, and the audit. */
export const first: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('diagnoses')
      .addColumn('id', 'uuid', (column) => column.primaryKey())
      .addColumn('check_id', 'text', (column) => column.notNull())
      .addColumn('subject_id', 'text', (column) => column.notNull())
      .addColumn('as_of', 'timestamptz', (column) => column.notNull())
      .addColumn('made_at', 'timestamptz', (column) => column.notNull())
      .addColumn('rules_version', 'integer', (column) => column.notNull())
      .addColumn('verdict_code', 'text', (column) => column.notNull())
      .addColumn('verdict_row', 'integer', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('confidence', 'text', (column) => column.notNull())
      .addColumn('findings', 'jsonb', (column) => column.notNull())
      .addColumn('side_findings', 'jsonb', (column) => column.notNull())
      .addColumn('readings', 'jsonb', (column) => column.notNull())
      .addColumn('facts', 'jsonb', (column) => column.notNull())
      .addColumn('asker', 'jsonb', (column) => column.notNull())
      .addColumn('request_id', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('diagnoses_of_subject')
      .on('diagnoses')
      .columns(['check_id', 'subject_id', 'made_at'])
      .execute();
    await db.schema.createIndex('diagnoses_made_at').on('diagnoses').column('made_at').execute();

    await db.schema
      .createTable('observations')
      .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
      .addColumn('check_id', 'text', (column) => column.notNull())
      .addColumn('subject_id', 'text', (column) => column.notNull())
      .addColumn('field', 'text', (column) => column.notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('seen_at', 'timestamptz', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('observations_of_subject')
      .on('observations')
      .columns(['check_id', 'subject_id', 'field', 'seen_at'])
      .execute();

    await db.schema
      .createTable('audit')
      .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addColumn('request_id', 'text', (column) => column.notNull())
      .addColumn('event', 'text', (column) => column.notNull())
      .addColumn('interaction', 'text', (column) => column.notNull())
      .addColumn('surface', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('team_id', 'text')
      .addColumn('channel_id', 'text')
      .addColumn('check_id', 'text')
      .addColumn('subject_ids', sql`text[]`, (column) => column.notNull())
      .addColumn('verdicts', 'jsonb', (column) => column.notNull())
      .addColumn('reason', 'text')
      .execute();
    await db.schema.createIndex('audit_at').on('audit').column('at').execute();
  },
};
