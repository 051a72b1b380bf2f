import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

/** An empty database that nobody else uses. */
export interface TestDatabase {
  readonly name: string;
  /** Its address for the superuser. */
  readonly url: string;
  /** Runs SQL as the superuser, one connection a call. */
  run(sql: string, params?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Drops a login that was made for it; roles belong to the whole server. */
  dropRole(name: string): Promise<void>;
  /** Drops it, whoever is still connected. */
  drop(): Promise<void>;
}

/** Makes a database in the run's PostgreSQL. Drop it when the test is over. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await runAt(serverUrl, `create database ${name}`);
  const url = withDatabase(serverUrl, name);
  return {
    name,
    url,
    run: (sql, params) => runAt(url, sql, params),
    async dropRole(role) {
      await runAt(serverUrl, `drop role if exists ${role}`);
    },
    async drop() {
      await runAt(serverUrl, `drop database ${name} with (force)`);
    },
  };
}

/** The same address with another user. */
export function withLogin(url: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.username = user;
  changed.password = password;
  return changed.href;
}

/** The same address with another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function runAt(
  url: string,
  sql: string,
  params?: readonly unknown[],
): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const result = await client.query<Record<string, unknown>>(
      sql,
      params === undefined ? undefined : [...params],
    );
    return result.rows;
  } finally {
    await client.end();
  }
}
