import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { subjectsById, type SubjectRow } from '../../../src/checks/portal-links/delivery-rows.ts';
import type { DeliverySource } from '../../../src/sources/delivery/delivery-source.ts';
import type { TestDatabase } from '../../support/database.ts';
import {
  at,
  createCaseDatabase,
  DUKE,
  MHS,
  PAM_DENVER,
  PAM_HOUSTON,
  PRACTICE,
  rowsFrom,
  SLOTS,
  sourceOf,
  statementsFor,
} from './delivery-fixture.ts';

describe('the other providers', () => {
  let database: TestDatabase;
  let source: DeliverySource;

  beforeEach(async () => {
    database = await createCaseDatabase();
    source = sourceOf(database.url);
  });

  afterEach(async () => {
    await source.close();
    await database.drop();
  });

  async function subject(id: string, slots = SLOTS): Promise<SubjectRow> {
    const [row] = await rowsFrom(source, statementsFor([id], { slots }).subjects);
    if (row === undefined) throw new Error('no row');
    return row;
  }

  const dueAtTheLastSlot = async () => (await subject(DUKE)).linksOfPeersAtSlot?.at(-1)?.due;

  it.each([
    ['whose links are switched off', `update portal_configs set links_enabled = false`],
    ['of another cadence', `update portal_configs set email_cadence = 'monthly'`],
    ['with fewer care plans than the threshold', `update portal_configs set active_case_threshold = 10000`],
    [
      'whose settings were changed after the window opened',
      `update portal_configs set settings_changed_at = '2025-07-21T10:51:00-07:00'`,
    ],
    [
      'enrolled after the window opened',
      `update portal_configs set enrolled_at = '2025-07-21T10:51:00-07:00'`,
    ],
    ['with nobody verified', `update portal_recipients set verified_at = null`],
    [
      'verified after the window opened',
      `update portal_recipients set verified_at = '2025-07-21T10:51:00-07:00'`,
    ],
    ['without a configuration', `delete from portal_configs`],
  ])('are not due if it is one %s', async (_, change) => {
    expect(await dueAtTheLastSlot()).toBe(6);
    await database.run(`${change} where provider_id = '${PAM_DENVER}'`);
    expect(await dueAtTheLastSlot()).toBe(5);
  });

  it('are not due without a dashboard', async () => {
    await database.run(`
      delete from clinical_dashboard_links
      where clinical_dashboard_id = (select id from clinical_dashboards where provider_id = '${MHS}');
      delete from clinical_dashboards where provider_id = '${MHS}';
    `);
    expect(await dueAtTheLastSlot()).toBe(5);
  });

  it('are counted once however many links they got, at the edges of the window too, and whether due or not', async () => {
    const link = (provider: string, createdAt: string) =>
      database.run(`insert into clinical_dashboard_links (clinical_dashboard_id, created_at)
        select id, '${createdAt}' from clinical_dashboards where provider_id = '${provider}'`);
    await link(PRACTICE, '2025-07-21T11:05:00-07:00');
    await link(PAM_DENVER, '2025-07-21T10:50:00-07:00');
    await link(PAM_HOUSTON, '2025-07-21T13:00:00-07:00');
    await link(DUKE, '2025-07-21T10:49:59.999-07:00');
    await database.run(`update portal_configs set links_enabled = false where provider_id = '${PAM_DENVER}'`);
    expect((await subject(DUKE)).linksOfPeersAtSlot?.at(-1)).toEqual({
      opensAtMs: at('2025-07-21T10:50:00-07:00'),
      due: 5,
      linked: 1,
      linkedBesides: 1,
    });
  });

  it('of another cadence are counted at its own slots', async () => {
    await database.run(`update portal_configs set email_cadence = 'daily' where provider_id = '${PRACTICE}'`);
    const daily = {
      cadence: 'daily',
      opensAtMs: at('2025-07-14T10:00:00-07:00'),
      closesAtMs: at('2025-07-14T12:00:00-07:00'),
    };
    expect((await subject(PRACTICE, [...SLOTS, daily])).linksOfPeersAtSlot).toEqual([
      { opensAtMs: daily.opensAtMs, due: 1, linked: 1, linkedBesides: 0 },
    ]);
    expect((await subject(DUKE, [...SLOTS, daily])).linksOfPeersAtSlot?.at(-1)).toMatchObject({
      due: 5,
      linked: 0,
    });
  });

  it('are told once for a cadence, whoever is asked for, and mean all of it', async () => {
    await database.run(`update portal_configs set email_cadence = 'daily' where provider_id = '${PRACTICE}'`);
    const daily = {
      cadence: 'daily',
      opensAtMs: at('2025-07-14T10:00:00-07:00'),
      closesAtMs: at('2025-07-14T12:00:00-07:00'),
    };
    const ids = [DUKE, PAM_DENVER, PRACTICE];
    const rows = await rowsFrom(source, statementsFor(ids, { slots: [...SLOTS, daily] }).subjects);
    const told = rows.filter(({ linksOfPeersAtSlot }) => linksOfPeersAtSlot !== null);
    expect(told).toHaveLength(2);
    expect(new Set(told.map(({ emailCadence }) => emailCadence))).toEqual(new Set(['daily', 'weekly']));
    const byId = subjectsById(rows);
    const [duke, denver, practice] = ids.map((id) => byId.get(id)?.linksOfPeersAtSlot);
    expect(duke).toHaveLength(8);
    expect(denver).toEqual(duke);
    expect(practice).toHaveLength(1);
  });

  it('are none of the batch if their stamp is more than two minutes off', async () => {
    await database.run(
      `update portal_configs set link_last_sent_at = '2025-06-10T09:42:00.001-07:00' where provider_id = '${DUKE}'`,
    );
    expect((await subject(PAM_DENVER)).stampNeighbours?.count).toBe(3);
    expect((await subject(PAM_HOUSTON)).stampNeighbours).toEqual({
      count: 4,
      firstAtMs: at('2025-06-10T09:40:00-07:00'),
      lastAtMs: at('2025-06-10T09:42:00.001-07:00'),
    });
  });

  it('are two thousand, and all are answered for by the same statement', async () => {
    await database.run(`
      insert into clinics (id, name) select gen_random_uuid(), 'Clinic ' || n from generate_series(1, 2000) as n;
      insert into portal_configs
      select id, 'Clinic', true, 'weekly', 1, '2025-07-21T18:00:00Z'::timestamptz + random() * interval '1 hour',
        '2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z'
      from clinics where name like 'Clinic %';
      insert into clinical_dashboards select gen_random_uuid(), id from clinics where name like 'Clinic %';
      insert into clinical_dashboard_links (clinical_dashboard_id, created_at)
      select d.id, slot from clinical_dashboards as d
      join clinics as c on c.id = d.provider_id and c.name like 'Clinic %',
      generate_series('2025-06-02T18:04:00Z'::timestamptz, '2025-07-21T18:04:00Z', '7 days') as slot;
      insert into portal_recipients (provider_id, name, email, verified_at)
      select id, name, 'a@b.example', '2024-01-01T00:00:00Z' from clinics where name like 'Clinic %';
      insert into care_plans (provider_id, active) select id, true from clinics where name like 'Clinic %';
      analyze;
    `);
    const ids = (await database.run('select id::text from clinics')).map(({ id }) => String(id));
    const rows = await rowsFrom(source, statementsFor(ids).subjects);
    expect(rows).toHaveLength(2_005);
    expect(rows[0]?.linksOfPeersAtSlot?.at(-1)).toMatchObject({ due: 2_006, linked: 2_001 });
  });
});
