import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { Proof } from '../../src/checks/following.ts';
import type { FactBody, SubjectSeen } from '../../src/incidents/fact.ts';
import { factReportOf } from '../../src/incidents/fact-report.ts';
import { follow, type Followed } from '../../src/incidents/follow.ts';
import { withFacts } from '../../src/incidents/fold.ts';
import type { FactReport } from '../../src/incidents/incident-report.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import type { CheckLook } from '../../src/incidents/look.ts';
import { timelineReportOf } from '../../src/incidents/timeline-report.ts';
import { timelineOf } from '../../src/incidents/timeline.ts';
import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { incidentFact } from '../../src/slack/incident-thread.ts';
import type { Locale } from '../../src/words/locale.ts';
import { textOfSaid } from '../../src/words/said.ts';
import { wordsIn } from '../../src/words/slack.ts';
import { tellingIn } from './all-facts.ts';
import {
  ALL_OK,
  hasRecovered,
  kept,
  lookOf,
  missing,
  MISSED_MS,
  NEXT_MS,
  opened,
  OPENED_MS,
  person,
  ref,
  standing,
  told,
  unknown,
} from './example.ts';

const WEEK_MS = 7 * DAY_MS;
const proofOf = (plannedAtMs: number): Proof => ({
  plannedAtMs,
  judgedAtMs: plannedAtMs + 130 * MINUTE_MS,
});
/** When a look can judge the planned run of so many weeks later. */
const afterRun = (weeks: number): number => proofOf(NEXT_MS + weeks * WEEK_MS).judgedAtMs + MINUTE_MS;
/** It waits for the run of so many weeks later. */
const waiting = (seen: SubjectSeen, weeks: number): SubjectSeen => ({
  ...seen,
  standing: { ...seen.standing, nextProof: proofOf(NEXT_MS + weeks * WEEK_MS) },
});
const missed = (subjectId: string, weeks = 0): SubjectSeen =>
  waiting(missing(subjectId, 'skipped', { missedRunsAtMs: [MISSED_MS] }), weeks);

const look = (
  incident: Incident,
  seen: readonly SubjectSeen[],
  atMs: number,
  sources: CheckLook['sources'] = ALL_OK,
): Followed => follow(incident, { look: lookOf(seen, { atMs, sources }), runs: [] }, hasRecovered, atMs);
const tell = (incident: Incident, atMs: number, userId: string, ...bodies: readonly FactBody[]): Incident =>
  withFacts(
    incident,
    bodies.map((body) => told(body, atMs, person(userId))),
    atMs,
  );
const resolve = (incident: Incident, ...notWell: readonly string[]): Incident =>
  tell(incident, OPENED_MS + 3 * HOUR_MS, 'U2', {
    kind: 'status-changed',
    to: 'resolved',
    notWell: notWell.map(ref),
  });

/** Both were looked at once, and it was declared resolved while they were missing. */
const resolved = resolve(
  look(opened(missed('a'), missed('b')), [missed('a'), missed('b')], OPENED_MS + HOUR_MS).incident,
  'a',
  'b',
);
const bodies = ({ facts }: Followed): readonly FactBody[] => facts.map(({ body }) => body);

/** What the thread says of the facts that a look has added. */
function reportsOf({ facts, incident }: Followed, locale: Locale = 'en'): readonly FactReport[] {
  return incident.facts
    .slice(-facts.length)
    .flatMap((fact) => factReportOf(fact, incident, tellingIn(locale)) ?? []);
}

function linesOf(report: FactReport | undefined): readonly string[] {
  const lines = report === undefined ? [] : [...report.lines, ...report.evidenceOf.map(({ line }) => line)];
  return [...lines, ...(report?.furtherLines ?? [])].map(({ said }) =>
    textOfSaid(said, (userId) => `@${userId}`),
  );
}

function buttonsOf(report: FactReport | undefined): readonly string[] {
  if (report === undefined) return [];
  const message = incidentFact({ incidentId: 'i', seq: 1, report }, wordsIn('en'));
  return message.blocks.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.flatMap((element) => ('action_id' in element ? (element.action_id ?? []) : []))
      : [],
  );
}

describe('Where somebody misses another planned run though it was declared resolved', () => {
  const week1 = look(resolved, [missed('a', 1), missed('b', 1)], afterRun(0));

  it('whoever has declared it is asked to reopen it, with the date, the run and who it is', () => {
    const [report] = reportsOf(week1);
    expect(linesOf(report)).toEqual([
      'Declared resolved on Thu 24 July 11:00 PDT, but after the planned run of Mon 28 July 11:00 PDT, 2 of 2 are still missing: Clinic A (#a) and Clinic B (#b) · Mon 28 July 13:11 PDT',
      '@U2: is it to be reopened?',
    ]);
    expect(buttonsOf(report)).toEqual([ACTION_IDS.reopen]);
    expect(linesOf(reportsOf(week1, 'es')[0])).toEqual([
      'Se declaró resuelto el jue 24 de julio 11:00 PDT, pero tras la ejecución prevista del lun 28 de julio 11:00 PDT, 2 de 2 siguen sin enlace: Clinic A (#a) y Clinic B (#b) · lun 28 de julio 13:11 PDT',
      '@U2: ¿hay que reabrirlo?',
    ]);
  });

  it('whoever leads is asked, where somebody does', () => {
    const led = resolve(tell(opened(missed('a')), OPENED_MS + HOUR_MS, 'U3', { kind: 'lead-taken' }), 'a');
    const [report] = reportsOf(look(led, [missed('a', 1)], afterRun(0)));
    expect(linesOf(report).at(-1)).toBe('@U3: is it to be reopened?');
  });

  it('that is told once for each run', () => {
    const again = look(week1.incident, [missed('a', 1), missed('b', 1)], afterRun(0) + DAY_MS);
    expect(again.facts).toEqual([]);
    const week2 = look(again.incident, [missed('a', 2), missed('b', 2)], afterRun(1));
    expect(bodies(week2)).toEqual([
      { kind: 'still-not-well', runAtMs: NEXT_MS + WEEK_MS, notWell: [ref('a'), ref('b')] },
    ]);
  });

  it('the timeline has it', () => {
    const { incident } = week1;
    const lines = timelineReportOf(timelineOf(incident.facts), incident, tellingIn('en'));
    expect(textOfSaid(lines.at(-1)?.said ?? [])).toMatch(
      /^Declared resolved on Thu 24 July .* still missing/u,
    );
  });

  it('no nudge comes with it, and one after seven further days', () => {
    expect(bodies(week1).map(({ kind }) => kind)).toEqual(['still-not-well']);
    const nudged = look(week1.incident, [missed('a', 1), missed('b', 1)], afterRun(0) + WEEK_MS);
    expect(bodies(nudged).map(({ kind }) => kind)).toEqual(['nudged']);
    expect(buttonsOf(reportsOf(nudged)[0])).toEqual([ACTION_IDS.reopen]);
  });

  it('the newest run is named where the bot was away for weeks', () => {
    const late = waiting(
      missing('a', 'skipped', { missedRunsAtMs: [MISSED_MS, NEXT_MS, NEXT_MS + WEEK_MS] }),
      2,
    );
    expect(bodies(look(resolved, [late, missed('b', 2)], afterRun(1)))).toMatchObject([
      { runAtMs: NEXT_MS + WEEK_MS, notWell: [ref('a')] },
      { runAtMs: NEXT_MS, notWell: [ref('b')] },
    ]);
  });
});

describe('No false alarm is raised of a resolved incident', () => {
  it.each<readonly [string, Incident, readonly SubjectSeen[], number]>([
    ['before the run can be judged', resolved, [missed('a'), missed('b')], NEXT_MS + HOUR_MS],
    ['of who has recovered', resolved, [waiting(kept('a'), 1), waiting(kept('b'), 1)], afterRun(0)],
    ['while it is under way', opened(missed('a')), [missed('a', 1)], afterRun(0)],
  ])('%s', (_, incident, seen, atMs) => {
    expect(bodies(look(incident, seen, atMs)).map(({ kind }) => kind)).not.toContain('still-not-well');
  });

  it('by a look that could not read the run; the next one that can tells of it', () => {
    const down = ALL_OK.map(({ source }) => ({
      source,
      status: source === 'delivery' ? ('failed' as const) : ('ok' as const),
    }));
    const blind = look(
      resolved,
      ['a', 'b'].map((id) => waiting(unknown(id), 1)),
      afterRun(0),
      down,
    );
    expect(bodies(blind).map(({ kind }) => kind)).toEqual(['source-failed']);
    const seeing = look(blind.incident, [missed('a', 1), missed('b', 1)], afterRun(0) + 15 * MINUTE_MS);
    expect(bodies(seeing)).toContainEqual(
      expect.objectContaining({ kind: 'still-not-well', runAtMs: NEXT_MS }),
    );
  });
});

describe('Where somebody breaks again in a resolved incident', () => {
  const well = look(
    opened(missed('a'), missed('b')),
    [waiting(kept('a'), 1), waiting(kept('b'), 1)],
    afterRun(0),
  ).incident;
  const closedCase = tell(well, afterRun(0) + HOUR_MS, 'U2', {
    kind: 'status-changed',
    to: 'resolved',
    notWell: [],
  });
  const broken = look(closedCase, [missed('a', 2), missed('b', 2)], afterRun(1));

  it('the message says that it was resolved, asks who is in charge, and offers to reopen it, once', () => {
    const [first, second] = reportsOf(broken);
    expect(linesOf(first)).toEqual([
      expect.stringMatching(/^Clinic A \(#a\): now \[missing\/skipped\] /u),
      'This incident was declared resolved on Mon 28 July 14:11 PDT. @U2: is it to be reopened?',
    ]);
    expect(buttonsOf(first)).toContain(ACTION_IDS.reopen);
    expect(linesOf(second)).toHaveLength(1);
    expect(buttonsOf(second)).not.toContain(ACTION_IDS.reopen);
    expect(linesOf(reportsOf(broken, 'es')[0]).at(-1)).toBe(
      'Este incidente se había declarado resuelto el lun 28 de julio 14:11 PDT. @U2: ¿hay que reabrirlo?',
    );
  });

  it('nobody is asked while it is under way', () => {
    const [report] = reportsOf(look(well, [missed('a', 2), waiting(kept('b'), 2)], afterRun(1)));
    expect(linesOf(report)).toHaveLength(1);
    expect(buttonsOf(report)).not.toContain(ACTION_IDS.reopen);
  });

  it('nobody is asked where nobody knows how somebody is', () => {
    const [report] = reportsOf(look(closedCase, [unknown('a'), waiting(kept('b'), 2)], afterRun(1)));
    expect(linesOf(report)).toHaveLength(1);
  });
});

it('Whoever came into a resolved incident while it was looked at is not told of by an older look', () => {
  const later = { kind: 'subject-added', why: 'by-hand', ...missed('c', 1) } as const;
  const incident = tell(resolved, afterRun(0) + MINUTE_MS, 'U2', later);
  const old = { ...missed('c', 1), standing: standing('c', { state: 'missing', code: 'skipped' }) };
  expect(bodies(look(incident, [old], afterRun(0)))).toEqual([]);
});
