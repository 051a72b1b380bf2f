import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyDiagnosis } from '../../src/checks/check.ts';
import type { Standing } from '../../src/checks/following.ts';
import { terminalAsker } from '../../src/terminal/session.ts';
import { startCase001, type Case001 } from '../support/case-001.ts';

/** What people find by hand: from the enrolment, the links and a calendar. */
interface Found {
  readonly name: string;
  readonly id: string;
  readonly began: string | null;
  readonly missed: number;
  readonly kept: string | null;
}

interface Day {
  /** When it is planned, and when it can be judged. */
  readonly nextProof: readonly [string, string];
  readonly found: readonly Found[];
}

/** Enrolled Mon 2 September 2024 09:00; the only link, of Tue 8 July 2025, is a manual one. */
const duke = (missed: number): Found => ({
  name: 'Duke',
  id: 'b8608be4-22bd-41e3-9173-fefaf19bdc50',
  began: '2024-09-02T11:00:00-07:00',
  missed,
  kept: null,
});

/** Enrolled Mon 11 March 2024 09:00, the day after the clocks changed; the only link, of Tue 10 June 2025, is a manual one. */
const pamClinics = (missed: number): readonly Found[] =>
  [
    ['Denver', 'eb285efb-5a49-4f45-87df-836c81c9e19d'],
    ['Houston', 'aba0b530-6f6c-4520-94dd-c4a4dd0afe71'],
    ['San Antonio', '607ad309-9eef-4a65-9521-18de95986cf6'],
  ].map(([city = '', id = '']) => ({
    name: `PAM ${city}`,
    id,
    began: '2024-03-11T11:00:00-07:00',
    missed,
    kept: null,
  }));

/** Enrolled Thu 1 June 2023; both links, of Wed 7 and Wed 14 June 2023, are off schedule. */
const memorial = (missed: number): Found => ({
  name: 'Memorial',
  id: '91de8e85-e7ef-411c-a6aa-477d8159dc39',
  began: '2023-06-05T11:00:00-07:00',
  missed,
  kept: null,
});

const practice = (kept: string): Found => ({
  name: 'the practice',
  id: '542a4199-aa41-4884-9d28-d29d32f23409',
  began: null,
  missed: 0,
  kept,
});

const BY_HAND: Readonly<Record<'2025-07-10' | '2025-07-24', Day>> = {
  '2025-07-10': {
    nextProof: ['2025-07-14T11:00:00-07:00', '2025-07-14T13:10:00-07:00'],
    found: [duke(45), ...pamClinics(70), practice('2025-07-07T11:00:00-07:00')],
  },
  '2025-07-24': {
    nextProof: ['2025-07-28T11:00:00-07:00', '2025-07-28T13:10:00-07:00'],
    found: [duke(47), ...pamClinics(72), memorial(112), practice('2025-07-21T11:00:00-07:00')],
  },
};

const instantOf = (iso: string | null) => (iso === null ? null : Date.parse(iso));

describe.each(['2025-07-10', '2025-07-24'] as const)('case 001 on %s, over all links', (day) => {
  const { found, nextProof } = BY_HAND[day];
  let running: Case001;
  let diagnoses: readonly AnyDiagnosis[];

  beforeAll(async () => {
    running = await startCase001(day);
    const { first } = running.assembly.investigate({
      checkId: 'portal-links',
      subjectIds: found.map(({ id }) => id),
      asOfMs: null,
      windowMs: null,
      asker: terminalAsker(),
      requestId: 'began',
    });
    diagnoses = await first;
  });
  afterAll(() => running.stop());

  function standingOf(id: string): Standing {
    const diagnosis = diagnoses.find(({ subjectId }) => subjectId === id);
    const { following } = running.assembly.checks[0];
    if (diagnosis === undefined || following === null) throw new Error(`nothing is known of ${id}`);
    return following.standingOf(id, diagnosis.facts, diagnosis.verdict);
  }

  it.each(found)('$name: began, missed and kept as people find by hand', ({ id, began, missed, kept }) => {
    const standing = standingOf(id);
    expect(standing.outcome.since).toEqual(
      began === null ? null : { atMs: instantOf(began), isAtLeast: false },
    );
    expect(standing.missedRunsAtMs).toHaveLength(missed);
    expect(standing.missedRunsAtMs[0] ?? null).toBe(instantOf(began));
    expect(standing.missedAtLeast).toBe(false);
    expect(standing.keptRunAtMs).toBe(instantOf(kept));
  });

  it.each(found)('$name: the next Monday proves it', ({ id }) => {
    const [planned, judged] = nextProof;
    expect(standingOf(id)).toMatchObject({
      isPending: false,
      nextProof: { plannedAtMs: instantOf(planned), judgedAtMs: instantOf(judged) },
    });
  });
});
