import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TestDatabase } from '../../support/database.ts';
import {
  at,
  createCaseDatabase,
  DUKE,
  NEVER,
  PRACTICE,
  problemOfReading,
  questionOf,
  rowsFrom,
  sourceOf,
  statementsFor,
} from './delivery-fixture.ts';

const GRANTS = 'grant select on all tables in schema portal_check to portal_check_reader;';

describe('views that a team writes in its own way', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createCaseDatabase();
  });

  afterEach(async () => {
    await database.drop();
  });

  /** Puts a view in the place of `providers` or `recipients`: the same one with other columns. */
  async function replaceView(view: string, columns: string): Promise<void> {
    await database.run(`
      alter view portal_check.${view} rename to original_${view};
      create view portal_check.${view} as select ${columns} from portal_check.original_${view};
      ${GRANTS}
    `);
  }

  const NEEDED = `id, kind, name, configured, links_enabled, email_cadence, active_case_threshold, active_care_plans,
    dashboard_id, link_last_sent_at`;

  async function problem(): Promise<unknown> {
    const source = sourceOf(database.url);
    const { subjects, directory } = statementsFor([DUKE]);
    const reading = await source.ask(questionOf(subjects, directory), NEVER);
    await source.close();
    return problemOfReading(reading);
  }

  it('may leave optional columns out: what is absent is told apart from what is null', async () => {
    await replaceView('providers', NEEDED);
    const source = sourceOf(database.url);
    const [row] = await rowsFrom(source, statementsFor([DUKE]).subjects);
    await source.close();
    expect(row?.enrolledAtMs).toBeUndefined();
    expect(row?.settingsChangedAtMs).toBeUndefined();
    expect(row?.linksOfPeersAtSlot?.at(-1)).toMatchObject({ due: 6, linked: 1 });
  });

  it('may leave out until when a link works', async () => {
    await replaceView('links', 'provider_id, created_at');
    const source = sourceOf(database.url);
    const [row] = await rowsFrom(source, statementsFor([DUKE]).subjects);
    await source.close();
    expect(row).toMatchObject({ linkExpiry: null, linkCount: 1 });
  });

  it('tell the newest end of all links, and that of the link made last, even where it is not known', async () => {
    await replaceView(
      'links',
      `provider_id, created_at,
       case when created_at < '2025-07-20' then created_at + interval '100 days' end as expires_at`,
    );
    const source = sourceOf(database.url);
    const [row] = await rowsFrom(source, statementsFor([PRACTICE]).subjects);
    const asOfMs = at('2025-07-14T11:03:00-07:00');
    const [earlier] = await rowsFrom(source, statementsFor([PRACTICE], { asOfMs }).subjects);
    await source.close();
    expect(row?.linkExpiry).toEqual({
      newestExpiresAtMs: at('2025-10-22T11:04:00-07:00'),
      expiresAtOfNewestMs: null,
    });
    // Links made after as-of do not count.
    expect(earlier?.linkExpiry).toEqual({
      newestExpiresAtMs: at('2025-10-15T11:04:00-07:00'),
      expiresAtOfNewestMs: at('2025-10-15T11:04:00-07:00'),
    });
  });

  it('may have more columns, and the optional one for care plans at the slot', async () => {
    await replaceView('providers', `*, 5 as active_care_plans_at_slot, 'x' as note`);
    const source = sourceOf(database.url);
    const [row] = await rowsFrom(source, statementsFor([DUKE]).subjects);
    await source.close();
    expect(row?.activeCarePlansAtSlot).toBe(5);
  });

  it('may hold a provider without settings, whose id is asked for in upper case', async () => {
    await database.run(`delete from portal_configs where provider_id = '${DUKE}'`);
    const source = sourceOf(database.url);
    const [row] = await rowsFrom(source, statementsFor([DUKE.toUpperCase()]).subjects);
    const [practice] = await rowsFrom(source, statementsFor([PRACTICE]).subjects);
    await source.close();
    expect(row).toMatchObject({ id: DUKE, configured: false, linksEnabled: null, linkLastSentAtMs: null });
    expect(row?.stampNeighbours).toBeNull();
    expect(row?.linksOfPeersAtSlot).toEqual([]);
    expect(practice?.linksOfPeersAtSlot?.at(-1)).toMatchObject({ due: 5, linked: 1 });
  });

  it.each([
    {
      name: 'a stamp without a zone',
      view: 'providers',
      columns: `id, kind, name, configured, links_enabled, email_cadence, active_case_threshold, active_care_plans,
        dashboard_id, link_last_sent_at::timestamp`,
      problem: { code: 'time-without-zone', params: { column: 'subjects.link_last_sent_at' } },
    },
    {
      name: 'an optional time without a zone',
      view: 'providers',
      columns: `${NEEDED}, settings_changed_at::timestamp`,
      problem: { code: 'time-without-zone', params: { column: 'subjects.settings_changed_at' } },
    },
    {
      name: 'links without a zone',
      view: 'links',
      columns: 'provider_id, created_at::timestamp',
      problem: { code: 'time-without-zone', params: { column: 'subjects.newest_link_at' } },
    },
    {
      name: 'the end of a link without a zone',
      view: 'links',
      columns: 'provider_id, created_at, expires_at::timestamp',
      problem: { code: 'time-without-zone', params: { column: 'subjects.link_expiry.newest_expires_at' } },
    },
    {
      name: 'a number where the end of a link should be',
      view: 'links',
      columns: 'provider_id, created_at, 7 as expires_at',
      problem: {
        code: 'wrong-shape',
        params: { path: 'subjects.link_expiry.newest_expires_at', expected: 'timestamptz' },
      },
    },
    {
      name: 'a yes or no where the end of a link should be',
      view: 'links',
      columns: 'provider_id, created_at, true as expires_at',
      problem: {
        code: 'wrong-shape',
        params: { path: 'subjects.link_expiry.newest_expires_at', expected: 'timestamptz' },
      },
    },
    {
      name: 'a verification without a zone, inside jsonb',
      view: 'recipients',
      columns: 'provider_id, name, address, verified_at::timestamp',
      problem: { code: 'time-without-zone', params: { column: 'subjects.recipients.verified_at' } },
    },
    {
      name: 'a number where a time should be',
      view: 'providers',
      columns: `${NEEDED}, 5 as settings_changed_at`,
      problem: {
        code: 'wrong-shape',
        params: { path: 'subjects.settings_changed_at', expected: 'timestamptz' },
      },
    },
    {
      name: 'nothing where a word should be',
      view: 'providers',
      columns: `id, null::text as kind, name, configured, links_enabled, email_cadence, active_case_threshold,
        active_care_plans, dashboard_id, link_last_sent_at`,
      problem: { code: 'wrong-shape', params: { path: 'subjects.kind', expected: 'string' } },
    },
    {
      name: 'words where a number should be',
      view: 'providers',
      columns: `id, kind, name, configured, links_enabled, email_cadence, 'three'::text as active_case_threshold,
        active_care_plans::text, dashboard_id, link_last_sent_at`,
      problem: {
        code: 'wrong-shape',
        params: { path: 'subjects.active_case_threshold', expected: 'number' },
      },
    },
    {
      name: 'a needed column left out',
      view: 'providers',
      columns: `id, kind, name, configured, links_enabled, email_cadence, active_case_threshold, active_care_plans,
        dashboard_id`,
      problem: { code: 'missing-object', params: { object: 'link_last_sent_at' } },
    },
  ])('are refused with $name', async ({ view, columns, problem: expected }) => {
    await replaceView(view, columns);
    expect(await problem()).toEqual(expected);
  });

  it.each([
    ['id', 'string'],
    ['link_count', 'number'],
    ['newest_link_at', 'timestamptz'],
    ['recipients', 'array'],
  ])('are refused where the team’s own query leaves out %s', async (column, expected) => {
    const { subjects } = statementsFor([DUKE]);
    const columns = `${NEEDED}, link_count, newest_link_at, links, recipients`.split(/,\s*/);
    const others = columns.filter((name) => name !== column).join(', ');
    const sql = `select ${others} from (${subjects.sql}) as whole`;
    const source = sourceOf(database.url);
    const reading = await source.ask(questionOf({ ...subjects, sql }), NEVER);
    await source.close();
    expect(problemOfReading(reading)).toEqual({
      code: 'wrong-shape',
      params: { path: `subjects.${column}`, expected, absent: column },
    });
  });
});

describe('instants', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createCaseDatabase();
    await database.run(`
      alter database ${database.name} set timezone = 'Asia/Kolkata';
      alter database ${database.name} set datestyle = 'German, DMY';
    `);
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await database.drop();
  });

  it.each([
    ['UTC', 0],
    ['America/Los_Angeles', 420],
    ['Pacific/Kiritimati', -840],
  ])('are the same for a bot that lives in %s, whatever zone the database lives in', async (zone, offset) => {
    vi.stubEnv('TZ', zone);
    expect(new Date('2025-07-24T12:00:00Z').getTimezoneOffset()).toBe(offset);
    const source = sourceOf(database.url);
    const [row] = await rowsFrom(source, statementsFor([DUKE]).subjects);
    await source.close();
    expect(row).toMatchObject({
      linkLastSentAtMs: at('2025-07-08T08:42:00-07:00'),
      linksAtMs: [at('2025-07-08T08:42:00-07:00')],
      enrolledAtMs: at('2024-09-02T09:00:00-07:00'),
      stampNeighbours: { firstAtMs: at('2025-07-08T08:42:00-07:00') },
    });
    expect(row?.recipients[0]?.verifiedAtMs).toBe(at('2024-09-02T10:00:00-07:00'));
  });
});
