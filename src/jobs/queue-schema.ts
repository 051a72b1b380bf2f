import type { Pool } from 'pg';
import type { ConstructorOptions, PgBoss } from 'pg-boss';
import { ConfigurationError } from '../errors.ts';

/** Where pg-boss keeps its tables, in the bot's own database. */
export const QUEUE_SCHEMA = 'pgboss';

/** SQLSTATE of a role that lacks a right. */
const INSUFFICIENT_PRIVILEGE = '42501';

type Open = (options: ConstructorOptions) => Promise<PgBoss>;

/** @returns whether there was anything to do. @throws ConfigurationError where the role may not */
export async function migrateQueue(pool: Pool, open: Open): Promise<boolean> {
  // Where the schema stands already, its owner needs no right to make one.
  const boss = await open({ migrate: true, supervise: false, createSchema: !(await hasSchema(pool)) });
  const before = await schemaVersion(boss);
  try {
    await visit(boss);
  } catch (cause) {
    if (!isForbidden(cause)) throw cause;
    throw new ConfigurationError(
      [{ code: 'schema-not-allowed', params: { setting: 'DATABASE_URL', schema: QUEUE_SCHEMA } }],
      { cause },
    );
  }
  return (await schemaVersion(boss)) !== before;
}

/** @throws ConfigurationError where the schema was not made yet, or by another version */
export async function requireCurrentQueue(open: Open): Promise<void> {
  const boss = await open({ migrate: false, supervise: false });
  if ((await schemaVersion(boss)) !== null && (await isCurrent(boss))) return;
  throw new ConfigurationError([
    { code: 'database-unprepared', params: { setting: 'DATABASE_URL', migrations: [QUEUE_SCHEMA] } },
  ]);
}

/** Starting, pg-boss makes its schema, or insists on it. */
async function visit(boss: PgBoss): Promise<void> {
  try {
    await boss.start();
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** null: there is none. */
async function schemaVersion(boss: PgBoss): Promise<number | null> {
  return (await boss.isInstalled()) ? boss.schemaVersion() : null;
}

/** pg-boss tells in a sentence only that its schema is of another version. */
async function isCurrent(boss: PgBoss): Promise<boolean> {
  try {
    await visit(boss);
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.includes('requires migrations')) return false;
    throw error;
  }
}

async function hasSchema(pool: Pool): Promise<boolean> {
  const { rowCount } = await pool.query('select from pg_namespace where nspname = $1', [QUEUE_SCHEMA]);
  return rowCount === 1;
}

function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === INSUFFICIENT_PRIVILEGE;
}
