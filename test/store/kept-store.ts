import { afterAll, afterEach, beforeAll } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

/** The bot's own database for the tests of a `describe`: prepared once, empty before each of them. */
export function keptStore(): { readonly store: Store; readonly database: TestDatabase } {
  let database: TestDatabase;
  let store: Store;

  beforeAll(async () => {
    database = await createTestDatabase();
    store = openStore({ url: database.url, tls: 'disable', caPem: null });
    await store.migrate();
  });

  afterEach(async () => {
    await database.run(
      `truncate diagnoses, feedback, observations, audit, preferences, requests, fleet_runs, fleet_facts, subscriptions,
         planned_digests, digests, mutes, outbox, checking_messages, incidents, incident_facts`,
    );
  });

  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  return {
    get store() {
      return store;
    },
    get database() {
      return database;
    },
  };
}
