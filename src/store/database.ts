import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { outliveBrokenConnections, postgresOptions, type PostgresAddress } from '../postgres-connection.ts';
import type { Tables } from './tables.ts';

const MAX_CONNECTIONS = 8;
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 15_000;

/** Opens the bot's own database; connects when it is first used. Throws a ConfigurationError where the URL cannot be read. */
export function openDatabase(address: PostgresAddress): Kysely<Tables> {
  const pool = new Pool({
    ...postgresOptions(address, 'DATABASE_URL'),
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
  });
  outliveBrokenConnections(pool);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

export async function isReachable(db: Kysely<Tables>): Promise<boolean> {
  try {
    await sql`select 1`.execute(db);
    return true;
  } catch {
    return false;
  }
}
