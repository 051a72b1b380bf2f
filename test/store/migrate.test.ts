import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sql, type Kysely } from 'kysely';
import { ConfigurationError } from '../../src/errors.ts';
import { openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { MIGRATIONS } from '../../src/store/migrations/all.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { Tables } from '../../src/store/tables.ts';
import { inEnglish } from '../support/configuration-words.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

describe('preparing the bot’s own database', () => {
  let database: TestDatabase;
  let store: Store;
  let db: Kysely<Tables>;

  beforeEach(async () => {
    database = await createTestDatabase();
    const address = { url: database.url, tls: 'disable', caPem: null } as const;
    store = openStore(address);
    db = openDatabase(address);
  });

  afterEach(async () => {
    await store.close();
    await db.destroy();
    await database.drop();
  });

  /** What is said of a configuration that is refused. */
  const saidOf = async (attempt: Promise<unknown>): Promise<readonly string[]> => {
    const error = await attempt.catch((thrown: unknown) => thrown);
    if (!(error instanceof ConfigurationError)) throw new Error('not refused as a setting', { cause: error });
    return error.problems.map(inEnglish);
  };
  const applied = () => database.run('select name from kysely_migration order by name');

  it('applies every migration once', async () => {
    expect(await store.migrate()).toEqual(Object.keys(MIGRATIONS));
    expect(await store.migrate()).toEqual([]);
  });

  it('applies each once when several replicas start at the same time', async () => {
    const address = { url: database.url, tls: 'disable', caPem: null } as const;
    const replicas = [openStore(address), openStore(address), openStore(address)];
    const results = await Promise.all(replicas.map((replica) => replica.migrate()));
    expect(results.flat().sort()).toEqual(Object.keys(MIGRATIONS));
    expect(await applied()).toEqual(Object.keys(MIGRATIONS).map((name) => ({ name })));
    await Promise.all(replicas.map((replica) => replica.close()));
  });

  it('takes incidents that an earlier version has shown in Slack for shown', async () => {
    const before = Object.entries(MIGRATIONS).filter(([name]) => name < '0018');
    await migrate(db, Object.fromEntries(before));
    await database.run(
      `insert into incidents (id, key, channel_id, locale, time_zone, opened_at, opened_by_user_id, severity, status, last_seq, published_seq, shown_seq, root)
        values (gen_random_uuid(), 'trigger', 'C1', 'en', 'UTC', now(), 'U1', 'P2', 'reported', 3, 3, 3, '{}')`,
    );
    await store.migrate();
    expect(await store.incidents.unpublished()).toEqual([]);
  });

  it('refuses a database that a newer version has prepared, by migrating and by starting alike', async () => {
    const newer = {
      ...MIGRATIONS,
      '9999-from-the-future': {
        async up(any: Kysely<never>) {
          await sql`create table future ()`.execute(any);
        },
      },
    };
    await migrate(db, newer);
    for (const attempt of [() => store.migrate(), () => store.requireCurrentSchema()]) {
      expect(await saidOf(attempt())).toEqual([
        'DATABASE_URL: a newer version has prepared this database (9999-from-the-future). Start that version, or use another database.',
      ]);
    }
    expect(await store.examine()).toContainEqual({
      code: 'store-schema',
      params: { state: 'newer', unknownMigrations: ['9999-from-the-future'] },
    });
  });

  it('does not take an empty database for a newer one, but refuses to start on it unprepared', async () => {
    expect(await saidOf(store.requireCurrentSchema())).toEqual([
      expect.stringMatching(/^DATABASE_URL: .*0001-diagnoses.*Run "portal-check migrate"/),
    ]);
    expect(await store.examine()).toContainEqual({
      code: 'store-schema',
      params: { state: 'outdated', unknownMigrations: [] },
    });
  });

  it('names the migration that failed, keeps the cause, and leaves nothing of it', async () => {
    const broken = {
      ...MIGRATIONS,
      '0009-broken': {
        async up(any: Kysely<never>) {
          await sql`create table half ()`.execute(any);
          await sql`select nonsense`.execute(any);
        },
      },
    };
    const error = await migrate(db, broken).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      message: expect.stringContaining('0009-broken failed'),
      cause: { message: 'column "nonsense" does not exist' },
    });
    expect(await database.run(`select to_regclass('half')`)).toEqual([{ to_regclass: null }]);
  });
});

describe('a database that is not there', () => {
  it('is not reachable, and the failure of a question is not an empty answer', async () => {
    const store = openStore({ url: 'postgres://bot:secret@127.0.0.1:1/none', tls: 'disable', caPem: null });
    expect(await store.isReachable()).toBe(false);
    const id = '00000000-0000-4000-8000-000000000000';
    await expect(store.diagnoses.find(id)).rejects.toThrow('ECONNREFUSED');
    await store.close();
  });

  it('is refused with the name of the setting, and without its password, where the address cannot be read', () => {
    const open = () => openStore({ url: 'postgres://bot:sec#ret@host/db', tls: 'disable', caPem: null });
    expect(open).toThrow(ConfigurationError);
    expect(open).toThrow(/DATABASE_URL/);
    expect(open).not.toThrow(/sec/);
  });
});
