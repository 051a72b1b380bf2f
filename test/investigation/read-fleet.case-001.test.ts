import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Outcome } from '../../src/checks/fleet.ts';
import type { FleetRun } from '../../src/digests/fleet-run.ts';
import { createInvestigate } from '../../src/investigation/investigate.ts';
import { CASE_DAYS, startCase001, type Case001 } from '../support/case-001.ts';
import { readFleetOnce, type KeptOfRun } from '../support/read-fleet.ts';

const verdict = z.object({ verdict: z.string(), state: z.string(), confidence: z.string() });
const expected = z
  .object({ '2025-07-10': z.record(z.guid(), verdict), '2025-07-24': z.record(z.guid(), verdict) })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/case-001/expected.json', import.meta.url), 'utf8')));

const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
const PRACTICE = '542a4199-aa41-4884-9d28-d29d32f23409';
const PAM = [
  'eb285efb-5a49-4f45-87df-836c81c9e19d',
  'aba0b530-6f6c-4520-94dd-c4a4dd0afe71',
  '607ad309-9eef-4a65-9521-18de95986cf6',
];

const settingsOf = ({ assembly }: Case001, day: keyof typeof CASE_DAYS) => ({
  checks: new Map(assembly.checks.map((check) => [check.id, check])),
  sources: assembly.sources,
  clock: () => Date.parse(CASE_DAYS[day]),
});

describe.each(['2025-07-10', '2025-07-24'] as const)('the fleet of case 001 on %s', (day) => {
  let running: Case001;
  let run: FleetRun;
  let kept: KeptOfRun;
  const providers = Object.keys(expected[day]).length;

  beforeAll(async () => {
    running = await startCase001(day);
    ({ run, kept } = await readFleetOnce({ ...settingsOf(running, day), pageSize: 4 }));
  });
  afterAll(() => running.stop());

  const outcomeOf = (id: string): Outcome => {
    const found = run.outcomes.find(({ subjectId }) => subjectId === id);
    if (found === undefined) throw new Error(`no outcome of ${id}`);
    return found;
  };

  it.each(Object.entries(expected[day]))('%s has the same verdict as by itself', (id, single) => {
    const { code, state, confidence } = outcomeOf(id);
    expect({ verdict: code, state, confidence }).toEqual(single);
  });

  it('rests on all of them, read from complete sources that are alive', () => {
    expect(run.coverage).toMatchObject({ subjects: providers, subjectsRead: providers, isComplete: true });
    expect(run.coverage.readings.map(({ source, status }) => [source, status])).toEqual([
      ['sentry', 'ok'],
      ['loki', 'ok'],
      ['delivery', 'ok'],
    ]);
    expect(run.canaries.map(({ source, sign, of, status }) => [source, sign, of, status])).toEqual([
      ['sentry', 'event', null, 'alive'],
      ['loki', 'line', 'backend-sidekiq-worker', 'alive'],
      ['loki', 'line', 'edge', 'alive'],
      ['delivery', 'link', null, 'alive'],
    ]);
  });

  it('keeps the facts of everybody, page by page', () => {
    expect(kept.pages.map((page) => page.length)).toEqual([4, providers - 4]);
    expect(kept.figures).toMatchObject([{ pages: 2 }]);
    expect(kept.seen.map(({ subjectId }) => subjectId).toSorted()).toEqual(
      run.outcomes.map(({ subjectId }) => subjectId),
    );
  });

  it('keeps the same facts as a check by hand', async () => {
    const ids = run.outcomes.map(({ subjectId }) => subjectId);
    const asked = { checkId: 'portal-links', subjectIds: ids, asOfMs: null, windowMs: null };
    const asker = { surface: 'terminal', userId: 'somebody', teamId: null, channelId: null } as const;
    const investigate = createInvestigate({
      ...settingsOf(running, day),
      firstAnswerMs: 60_000,
      lateAnswerMs: 60_000,
      recall: async () => null,
      keep: async () => {},
      onStoreFailure: (_, cause) => expect.fail(String(cause)),
    });
    const byHand = await investigate({ ...asked, asker, requestId: 'r2' }).first;
    // Links from before the ledger are only asked for by hand: an incident tells by them when it began.
    const comparable = (facts: unknown) =>
      JSON.parse(
        JSON.stringify(facts, (name, value: unknown) =>
          ['query', 'link', 'elapsedMs', 'readAtMs', 'freshUntilMs', 'linksBefore'].includes(name)
            ? null
            : value,
        ),
      );
    const inFleet = new Map(kept.pages.flat().map(({ subjectId, facts }) => [subjectId, facts]));
    for (const { subjectId, facts } of byHand) {
      expect(comparable(inFleet.get(subjectId))).toEqual(comparable(facts));
    }
  });

  it('keeps a diagnosis of each who is not well, asked for by the schedule', () => {
    const notWell = run.outcomes.filter(({ state }) => state === 'missing' || state === 'partial');
    expect(kept.diagnoses.map(({ subjectId }) => subjectId).toSorted()).toEqual(
      notWell.map(({ subjectId }) => subjectId),
    );
    expect(kept.diagnoses[0]).toMatchObject({ asker: { surface: 'schedule' }, requestId: 'r1' });
  });
});

describe('the fleet of case 001 on 2025-07-24, too', () => {
  let running: Case001;

  beforeAll(async () => {
    running = await startCase001('2025-07-24');
  });
  afterAll(() => running.stop());

  it('tells since when, and what they may have in common', async () => {
    const { run } = await readFleetOnce(settingsOf(running, '2025-07-24'));
    const [duke, practice] = [DUKE, PRACTICE].map((id) =>
      run.outcomes.find(({ subjectId }) => subjectId === id),
    );
    expect(duke).toMatchObject({
      kind: 'Clinic',
      since: { atMs: Date.parse('2025-06-02T11:00:00-07:00'), isAtLeast: true },
      traits: { kind: 'Clinic', cadence: 'weekly', size: '50-199' },
    });
    expect(practice).toMatchObject({ kind: 'Practice', since: null, traits: { size: '1-9' } });
  });

  it('finds the batch of manual sends, the exceptions without an id, and who is close to the threshold', async () => {
    const { run } = await readFleetOnce(settingsOf(running, '2025-07-24'));
    const found = (code: string) => run.findings.find((finding) => finding.code === code);
    expect(found('manual-batch')).toMatchObject({ params: { seconds: 34 } });
    expect(found('manual-batch')?.subjectIds.toSorted()).toEqual(PAM.toSorted());
    expect(found('unattributable')).toMatchObject({ params: { issueId: '28817', total: 2_700 } });
    expect(found('near-threshold')?.subjectIds).toContain(PRACTICE);
  });

  it('costs the same number of calls with a thousand providers more', async () => {
    const countOf = async () => {
      const before = [running.sentry.requestCount(), running.loki.requestCount()];
      const { run } = await readFleetOnce({ ...settingsOf(running, '2025-07-24'), pageSize: 250 });
      return {
        subjects: run.outcomes.length,
        sentry: running.sentry.requestCount() - (before[0] ?? 0),
        loki: running.loki.requestCount() - (before[1] ?? 0),
      };
    };
    const few = await countOf();
    await running.delivery.run(`
      insert into clinics (id, name) select gen_random_uuid(), 'Clinic ' || n from generate_series(1, 1000) as n;
      insert into portal_configs
      select id, 'Clinic', true, 'weekly', 0, '2025-07-21T18:04:00Z', '2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z'
      from clinics where name like 'Clinic %';
    `);
    const many = await countOf();
    expect([few.subjects, many.subjects]).toEqual([6, 1_006]);
    expect({ ...many, subjects: 0 }).toEqual({ ...few, subjects: 0 });
  });
});

describe('the fleet of case 001, had the last run made no link at all', () => {
  let running: Case001;
  let run: FleetRun;

  beforeAll(async () => {
    running = await startCase001('2025-07-24');
    await running.delivery.run(
      `delete from clinical_dashboard_links where created_at >= '2025-07-21T00:00:00-07:00'`,
    );
    ({ run } = await readFleetOnce(settingsOf(running, '2025-07-24')));
  });
  afterAll(() => running.stop());

  it('is one outage for all whose own failure is not known', () => {
    const fleet = running.assembly.checks[0].fleet;
    const outages = run.outcomes.map((outcome) => fleet?.outageOf(outcome) ?? outcome.code);
    expect(outages.toSorted()).toEqual([
      'provider-not-resolved',
      ...Array.from({ length: 5 }, () => 'sender-not-running weekly 2025-07-21T18:00:00.000Z'),
    ]);
  });

  it('shows no link since, and is complete nevertheless: that is what it is there to tell', () => {
    expect(run.canaries.find(({ sign }) => sign === 'link')).toMatchObject({ status: 'silent' });
    expect(run.coverage).toMatchObject({ subjectsRead: 6, isComplete: true });
  });
});
