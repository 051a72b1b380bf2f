import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { ConfigurationError } from '../errors.ts';
import { MIGRATIONS } from './migrations/all.ts';
import type { Tables } from './tables.ts';

/** How the database's schema and this version's migrations compare. */
export interface SchemaState {
  readonly pending: readonly string[];
  /** Applied by a newer version of the bot. */
  readonly unknown: readonly string[];
}

/**
 * Applies what is lacking and tells the names of what it applied. Several replicas may do so at once: one of them works, the others wait.
 * @throws ConfigurationError where a newer version has prepared the database
 */
export async function migrate(
  db: Kysely<Tables>,
  migrations: Readonly<Record<string, Migration>> = MIGRATIONS,
): Promise<readonly string[]> {
  await refuseNewerSchema(db, migrations);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const failed = results.find(({ status }) => status === 'Error')?.migrationName;
    throw new Error(
      `the bot's own database could not be prepared${failed === undefined ? '' : `: ${failed} failed`}`,
      {
        cause: error,
      },
    );
  }
  return results.map(({ migrationName }) => migrationName);
}

/** @throws ConfigurationError where a newer version has prepared the database: what it changed is not known here */
async function refuseNewerSchema(
  db: Kysely<Tables>,
  migrations: Readonly<Record<string, Migration>> = MIGRATIONS,
): Promise<void> {
  const { unknown } = await schemaState(db, migrations);
  if (unknown.length === 0) return;
  throw new ConfigurationError([
    { code: 'database-newer', params: { setting: 'DATABASE_URL', migrations: unknown } },
  ]);
}

/** @throws ConfigurationError where the database is newer than this version, or was not prepared for it yet */
export async function requireCurrentSchema(
  db: Kysely<Tables>,
  migrations: Readonly<Record<string, Migration>> = MIGRATIONS,
): Promise<void> {
  await refuseNewerSchema(db, migrations);
  const { pending } = await schemaState(db, migrations);
  if (pending.length === 0) return;
  throw new ConfigurationError([
    { code: 'database-unprepared', params: { setting: 'DATABASE_URL', migrations: pending } },
  ]);
}

/** Compares without changing anything. */
export async function schemaState(
  db: Kysely<Tables>,
  migrations: Readonly<Record<string, Migration>> = MIGRATIONS,
): Promise<SchemaState> {
  const applied = await appliedMigrations(db);
  return {
    pending: Object.keys(migrations).filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !Object.hasOwn(migrations, name)),
  };
}

async function appliedMigrations(db: Kysely<Tables>): Promise<readonly string[]> {
  const table = await sql<{
    exists: boolean;
  }>`select to_regclass('kysely_migration') is not null as exists`.execute(db);
  if (table.rows[0]?.exists !== true) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}
