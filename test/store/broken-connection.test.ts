import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

describe('a connection that breaks in the midst of a statement', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  it('fails that statement, and brings neither the process down nor the next statement', async () => {
    const db = openDatabase({ url: database.url, tls: 'disable', caPem: null });
    const statement = sql`select pg_sleep(60)`.execute(db).then(
      () => 'done',
      () => 'failed',
    );
    await untilRunning();
    await database.run(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and query like '%pg_sleep(60)%' and pid <> pg_backend_pid()`,
      [database.name],
    );
    expect(await statement).toBe('failed');
    const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db);
    expect(rows).toEqual([{ one: 1 }]);
    await db.destroy();
  });

  async function untilRunning(): Promise<void> {
    for (;;) {
      const running = await database.run(
        `select pid from pg_stat_activity where datname = $1 and query like '%pg_sleep(60)%' and pid <> pg_backend_pid()`,
        [database.name],
      );
      if (running.length > 0) return;
    }
  }
});
