import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { PORTAL_LINKS_VIEWS } from '../../../src/checks/portal-links/delivery-rows.ts';
import type { DoctorFact, DoctorFactParams, ShownValue } from '../../../src/diagnosis/doctor-facts.ts';
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
        { code: 'delivery-first-answer', params: { afterMs: expect.any(Number) } },
        { code: 'version', params: { product: 'PostgreSQL', version: expect.stringMatching(/^18/) } },
        { code: 'database-role', params: { role: READER.user } },
        { code: 'delivery-rights', params: { isSuperuser: false, writableTables: 0 } },
        { code: 'delivery-server', params: { isReplica: false, lagMs: 0 } },
        viewFact('portal_check.providers', 'found', ['active_care_plans_at_slot']),
        viewFact('portal_check.links', 'found'),
        viewFact('portal_check.recipients', 'found'),
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
      code: 'delivery-rights',
      params: { isSuperuser: false, writableTables: 2 },
    });
    const superuser = await sourceAt({ url: database.url }).examine(NEVER);
    expect(superuser.facts).toContainEqual({
      code: 'delivery-rights',
      params: expect.objectContaining({ isSuperuser: true }),
    });
  });

  it('tells a view that is missing from one that may not be read', async () => {
    const url = withLogin(withDatabase(database.url, 'postgres'), READER.user, READER.password);
    const { facts } = await sourceAt({ url }).examine(NEVER);
    expect(facts).toContainEqual(viewFact('portal_check.links', 'missing'));

    const revoked = await createCaseDatabase();
    onTestFinished(() => revoked.drop());
    await revoked.run('revoke select on portal_check.links from portal_check_reader');
    const examined = await sourceAt({ url: withLogin(revoked.url, READER.user, READER.password) }).examine(
      NEVER,
    );
    expect(examined.facts).toContainEqual(viewFact('portal_check.links', 'unreadable'));
  });

  it('names the problem when the database cannot be asked', async () => {
    const examined = await sourceAt({ url: withLogin(database.url, READER.user, 'wrong') }).examine(NEVER);
    expect(examined).toMatchObject({ facts: [], problem: { code: 'database-refused-login' } });
  });

  it('shows every column of a provider, and no name and no address', async () => {
    const { facts, problem } = await sourceAt().sample(statementsFor([DUKE]).subjects, NEVER);
    expect(problem).toBeNull();
    expect(facts).toEqual([
      columnFact('id', plain(`"${DUKE}"`)),
      columnFact('kind', plain('"Clinic"')),
      columnFact('name', { kind: 'text', characters: 27 }),
      columnFact('configured', plain('true')),
      columnFact('links_enabled', plain('true')),
      columnFact('email_cadence', plain('"weekly"')),
      columnFact('active_case_threshold', plain('3')),
      columnFact('active_care_plans', plain('57')),
      columnFact('dashboard_id', plain('"d8608be4-22bd-41e3-9173-fefaf19bdc50"')),
      columnFact('link_last_sent_at', plain('"2025-07-08T15:42:00Z"')),
      columnFact('enrolled_at', plain('"2024-09-02T16:00:00Z"')),
      columnFact('settings_changed_at', plain('"2024-09-02T16:00:00Z"')),
      columnFact('link_count', plain('1')),
      columnFact('newest_link_at', plain('"2025-07-08T15:42:00Z"')),
      columnFact('links', { kind: 'list', entries: 1 }),
      columnFact('recipients', { kind: 'list', entries: 3 }),
      columnFact('link_expiry', { kind: 'object' }),
      columnFact('links_of_peers_at_slot', { kind: 'list', entries: 8 }),
      columnFact('stamp_neighbours', { kind: 'object' }),
    ]);
  });

  it('shows the columns of a provider that the check cannot read, and why it cannot', async () => {
    const { subjects } = statementsFor([DUKE]);
    const sql = `select *, link_last_sent_at::timestamp as settings_changed_at from (${subjects.sql}) as whole`;
    const { facts, problem } = await sourceAt().sample({ ...subjects, sql }, NEVER);
    expect(facts).toContainEqual(columnFact('settings_changed_at', plain('"2025-07-08 15:42:00"')));
    expect(problem).toMatchObject({ code: 'time-without-zone' });
  });

  it('shows nothing for an id that nobody has', async () => {
    const { subjects } = statementsFor(['00000000-0000-4000-8000-000000000000']);
    expect(await sourceAt().sample(subjects, NEVER)).toMatchObject({ facts: [], problem: null });
  });
});

function viewFact(
  view: string,
  state: DoctorFactParams['delivery-view']['state'],
  absentColumns: readonly string[] = [],
): DoctorFact {
  return { code: 'delivery-view', params: { view, state, absentColumns } };
}

function columnFact(column: string, shown: ShownValue): DoctorFact {
  return { code: 'delivery-column', params: { column, shown } };
}

function plain(json: string): ShownValue {
  return { kind: 'plain', json };
}
