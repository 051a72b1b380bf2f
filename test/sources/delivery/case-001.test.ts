import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubjectRow } from '../../../src/checks/portal-links/delivery-rows.ts';
import type { DeliverySource } from '../../../src/sources/delivery/delivery-source.ts';
import type { TestDatabase } from '../../support/database.ts';
import {
  at,
  createCaseDatabase,
  DUKE,
  MHS,
  NEVER,
  PAM_DENVER,
  PAM_HOUSTON,
  PAM_SAN_ANTONIO,
  PRACTICE,
  questionOf,
  rowsFrom,
  SLOTS,
  sourceOf,
  statementsFor,
} from './delivery-fixture.ts';

const EVERYBODY = [DUKE, PAM_DENVER, PAM_HOUSTON, PAM_SAN_ANTONIO, MHS, PRACTICE];

describe('case 001 in the delivery database, on 24 July', () => {
  let database: TestDatabase;
  let source: DeliverySource;

  beforeAll(async () => {
    database = await createCaseDatabase('2025-07-24');
    source = sourceOf(database.url);
  });

  afterAll(async () => {
    await source.close();
    await database.drop();
  });

  async function subject(id: string): Promise<SubjectRow> {
    const [row] = await rowsFrom(source, statementsFor([id]).subjects);
    if (row === undefined) throw new Error('no row');
    return row;
  }

  it('tells everything of Duke', async () => {
    const { recipients, linksOfPeersAtSlot, ...rest } = await subject(DUKE);
    expect(rest).toEqual({
      id: DUKE,
      kind: 'Clinic',
      name: 'Duke Health (DUK) Charlotte',
      configured: true,
      enrolledAtMs: at('2024-09-02T09:00:00-07:00'),
      linksEnabled: true,
      emailCadence: 'weekly',
      activeCaseThreshold: 3,
      activeCarePlans: 57,
      activeCarePlansAtSlot: undefined,
      settingsChangedAtMs: at('2024-09-02T09:00:00-07:00'),
      dashboardId: 'd8608be4-22bd-41e3-9173-fefaf19bdc50',
      linkLastSentAtMs: at('2025-07-08T08:42:00-07:00'),
      linkCount: 1,
      newestLinkAtMs: at('2025-07-08T08:42:00-07:00'),
      linksAtMs: [at('2025-07-08T08:42:00-07:00')],
      linkExpiry: {
        newestExpiresAtMs: at('2025-07-15T08:42:00-07:00'),
        expiresAtOfNewestMs: at('2025-07-15T08:42:00-07:00'),
      },
      stampNeighbours: {
        count: 1,
        firstAtMs: at('2025-07-08T08:42:00-07:00'),
        lastAtMs: at('2025-07-08T08:42:00-07:00'),
      },
    });
    expect(recipients).toHaveLength(3);
    expect(recipients).toContainEqual({
      name: 'Dr. Alder B8',
      address: 'alder@duke.example',
      verifiedAtMs: at('2024-09-02T10:00:00-07:00'),
    });
    expect(linksOfPeersAtSlot?.map(({ opensAtMs }) => opensAtMs)).toEqual(
      SLOTS.map(({ opensAtMs }) => opensAtMs),
    );
  });

  it('counts one of six peers at the newest slot', async () => {
    const { linksOfPeersAtSlot } = await subject(DUKE);
    expect(linksOfPeersAtSlot?.at(-1)).toEqual({
      opensAtMs: SLOTS.at(-1)?.opensAtMs,
      due: 6,
      linked: 1,
      linkedBesides: 0,
    });
  });

  it('shows the stamp of Memorial moved with no link since 2023', async () => {
    const row = await subject(MHS);
    expect(row).toMatchObject({
      linkCount: 2,
      newestLinkAtMs: at('2023-06-14T15:07:34-07:00'),
      linksAtMs: [],
      linkLastSentAtMs: at('2025-07-24T04:25:18-07:00'),
    });
  });

  it('sees the three PAM clinics as one batch within 34 seconds', async () => {
    for (const id of [PAM_DENVER, PAM_HOUSTON, PAM_SAN_ANTONIO]) {
      expect((await subject(id)).stampNeighbours).toEqual({
        count: 3,
        firstAtMs: at('2025-06-10T09:40:00-07:00'),
        lastAtMs: at('2025-06-10T09:40:34-07:00'),
      });
    }
  });

  it('lists the links of the practice newest first', async () => {
    const { linksAtMs, linkCount } = await subject(PRACTICE);
    expect(linksAtMs).toEqual(SLOTS.map(({ opensAtMs }) => opensAtMs + 14 * 60_000).toReversed());
    expect(linkCount).toBe(10);
  });

  it('answers for all at once, in one transaction and as a fresh reading', async () => {
    const { subjects, directory } = statementsFor(EVERYBODY);
    const reading = await source.ask(questionOf(subjects, directory), NEVER);
    expect(reading).toMatchObject({
      status: 'ok',
      freshUntilMs: at('2025-07-24T05:31:34-07:00'),
      reachFromMs: at('2025-06-02T10:50:00-07:00'),
    });
    if (reading.status !== 'ok') return;
    expect(reading.data.rowsOf(subjects).map(({ id }) => id)).toEqual([...EVERYBODY].sort());
    expect(reading.data.rowsOf(directory)).toHaveLength(6);
    expect(reading.query).not.toMatch(/Dr\.|example/);
  });

  it('gives no row for an id that nobody has', async () => {
    expect(await rowsFrom(source, statementsFor(['00000000-0000-4000-8000-000000000000']).subjects)).toEqual(
      [],
    );
  });

  it('cuts links, peers and stamps at as-of', async () => {
    const asOfMs = at('2025-07-14T11:00:00-07:00');
    const [practice, mhs] = await rowsFrom(source, statementsFor([PRACTICE, MHS], { asOfMs }).subjects);
    expect(practice).toMatchObject({
      linkCount: 8,
      newestLinkAtMs: at('2025-07-07T11:04:00-07:00'),
      stampNeighbours: null,
    });
    expect(practice?.linksOfPeersAtSlot?.map(({ linked }) => linked)).toEqual([1, 1, 1, 1, 1, 1, 0, 0]);
    expect(mhs?.stampNeighbours).toBeNull();
  });
});

describe('case 001 in the delivery database, on 10 July', () => {
  it('holds five providers, and no slot later than 7 July is kept', async () => {
    const database = await createCaseDatabase('2025-07-10');
    const source = sourceOf(database.url);
    const rows = await rowsFrom(source, statementsFor(EVERYBODY).subjects);
    expect(rows.map(({ id }) => id)).toEqual(EVERYBODY.filter((id) => id !== MHS).sort());
    const practice = rows.find(({ id }) => id === PRACTICE);
    expect(practice?.newestLinkAtMs).toBe(at('2025-07-07T11:04:00-07:00'));
    await source.close();
    await database.drop();
  });
});
