import { readFile } from 'node:fs/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { withLogin, type TestDatabase } from '../../support/database.ts';
import { createCaseDatabase, READER } from '../../sources/delivery/delivery-fixture.ts';

describe('the file with the views', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createCaseDatabase();
  });

  afterAll(async () => {
    await database.drop();
  });

  it('can be run again, after which everything still works', async () => {
    const sql = await readFile(
      new URL('../../../src/checks/portal-links/views.sql', import.meta.url),
      'utf8',
    );
    await database.run(sql);
    expect(await database.run('select count(*)::int as count from portal_check.providers')).toEqual([
      { count: 6 },
    ]);
  });

  it('gives the bot’s role the views and nothing else', async () => {
    const client = new Client({ connectionString: withLogin(database.url, READER.user, READER.password) });
    await client.connect();
    onTestFinished(() => client.end());
    const { rows } = await client.query<{ name: string }>(`
      select c.oid::regclass::text as name
      from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
      where c.relkind in ('r', 'v', 'p', 'm', 'f')
        and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
        and has_schema_privilege(n.oid, 'USAGE')
        and has_table_privilege(c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
      order by name`);
    expect(rows.map(({ name }) => name)).toEqual([
      'portal_check.links',
      'portal_check.providers',
      'portal_check.recipients',
    ]);
    await expect(client.query('select * from clinics')).rejects.toThrow(
      'permission denied for table clinics',
    );
    await expect(client.query('delete from portal_check.recipients')).rejects.toThrow('permission denied');
  });
});
