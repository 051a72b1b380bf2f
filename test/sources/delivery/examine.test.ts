import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { PORTAL_LINKS_VIEWS } from '../../../src/checks/portal-links/delivery-rows.ts';
import type {
  DeliverySource,
  DeliverySourceSettings,
} from '../../../src/sources/delivery/delivery-source.ts';
import { withDatabase, withLogin, type TestDatabase } from '../../support/database.ts';
import { createCaseDatabase, DUKE, NEVER, READER, sourceOf, statementsFor } from './delivery-fixture.ts';

describe('the doctor, looking at the delivery database', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createCaseDatabase();
  });

  afterAll(async () => {
    await database.drop();
  });

  function sourceAt(settings: Partial<DeliverySourceSettings> = {}): DeliverySource {
    const source = sourceOf(database.url, { views: PORTAL_LINKS_VIEWS, ...settings });
    onTestFinished(() => source.close());
    return source;
  }

  it('sees version, role, rights and the views with what they lack', async () => {
    expect(await sourceAt().examine(NEVER)).toEqual({
      facts: [
        { name: 'first answer after', value: expect.stringMatching(/^\d+ ms$/) },
        { name: 'version', value: expect.stringMatching(/^PostgreSQL 18/) },
        { name: 'role', value: READER.user },
        { name: 'rights', value: 'reads only' },
        { name: 'kind', value: 'primary' },
        {
          name: 'portal_check.providers',
          value: 'found, without the optional active_care_plans_at_slot',
        },
        { name: 'portal_check.links', value: 'found' },
        { name: 'portal_check.recipients', value: 'found' },
      ],
      problem: null,
      elapsedMs: expect.any(Number),
    });
  });

  it('warns of a role that may do more than read', async () => {
    await database.run(`
      create role ${database.name} login password 'x';
      grant insert on care_plans, clinics to ${database.name};
    `);
    onTestFinished(async () => {
      await database.run(`drop owned by ${database.name}; drop role ${database.name}`);
    });
    const writer = await sourceAt({ url: withLogin(database.url, database.name, 'x') }).examine(NEVER);
    expect(writer.facts).toContainEqual({
      name: 'rights',
      value: 'may write to 2 tables: give it a role that only reads',
    });
    const superuser = await sourceAt({ url: database.url }).examine(NEVER);
    expect(superuser.facts).toContainEqual({
      name: 'rights',
      value: 'is a superuser: give it a role that only reads',
    });
  });

  it('tells a view that is missing from one that may not be read', async () => {
    const url = withLogin(withDatabase(database.url, 'postgres'), READER.user, READER.password);
    const { facts } = await sourceAt({ url }).examine(NEVER);
    expect(facts).toContainEqual({ name: 'portal_check.links', value: 'missing: run views.sql' });

    const revoked = await createCaseDatabase();
    onTestFinished(() => revoked.drop());
    await revoked.run('revoke select on portal_check.links from portal_check_reader');
    const examined = await sourceAt({ url: withLogin(revoked.url, READER.user, READER.password) }).examine(
      NEVER,
    );
    expect(examined.facts).toContainEqual({
      name: 'portal_check.links',
      value: 'may not be read: check the grants',
    });
  });

  it('names the problem when the database cannot be asked', async () => {
    const examined = await sourceAt({ url: withLogin(database.url, READER.user, 'wrong') }).examine(NEVER);
    expect(examined).toMatchObject({ facts: [], problem: { code: 'database-refused-login' } });
  });

  it('shows every column of a provider, and no name and no address', async () => {
    const { facts, problem } = await sourceAt().sample(statementsFor([DUKE]).subjects, NEVER);
    expect(problem).toBeNull();
    expect(Object.fromEntries(facts.map(({ name, value }) => [name, value]))).toEqual({
      id: `"${DUKE}"`,
      kind: '"Clinic"',
      name: '(text, 27 characters)',
      configured: 'true',
      links_enabled: 'true',
      email_cadence: '"weekly"',
      active_case_threshold: '3',
      active_care_plans: '57',
      dashboard_id: '"d8608be4-22bd-41e3-9173-fefaf19bdc50"',
      link_last_sent_at: '"2025-07-08T15:42:00Z"',
      enrolled_at: '"2024-09-02T16:00:00Z"',
      settings_changed_at: '"2024-09-02T16:00:00Z"',
      link_count: '1',
      newest_link_at: '"2025-07-08T15:42:00Z"',
      links: '(1 entries)',
      recipients: '(3 entries)',
      link_expiry: '(an object)',
      links_of_peers_at_slot: '(8 entries)',
      stamp_neighbours: '(an object)',
    });
  });

  it('shows the columns of a provider that the check cannot read, and why it cannot', async () => {
    const { subjects } = statementsFor([DUKE]);
    const sql = `select *, link_last_sent_at::timestamp as settings_changed_at from (${subjects.sql}) as whole`;
    const { facts, problem } = await sourceAt().sample({ ...subjects, sql }, NEVER);
    expect(facts).toContainEqual({ name: 'settings_changed_at', value: '"2025-07-08 15:42:00"' });
    expect(problem).toMatchObject({ code: 'time-without-zone' });
  });

  it('shows nothing for an id that nobody has', async () => {
    const { subjects } = statementsFor(['00000000-0000-4000-8000-000000000000']);
    expect(await sourceAt().sample(subjects, NEVER)).toMatchObject({ facts: [], problem: null });
  });
});
