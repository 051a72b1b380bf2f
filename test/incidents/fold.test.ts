import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../src/diagnosis/time.ts';
import type { FactBody, NewFact, SubjectSeen } from '../../src/incidents/fact.ts';
import { foldIncident } from '../../src/incidents/fold.ts';
import {
  added,
  ALL_OK,
  BOT,
  IDENTITY,
  incidentOf,
  kept,
  missing,
  NEXT_MS,
  notDueYet,
  NOW_MS,
  OPENED,
  OPENED_MS,
  opened,
  person,
  ref,
  sentByHand,
  standing,
  told,
  unknown,
} from './example.ts';

const LEAD: FactBody = { kind: 'lead-taken' };
const REOPENED: FactBody = { kind: 'reopened' };
const to = (status: 'acknowledged' | 'mitigated' | 'resolved' | 'closed'): FactBody => ({
  kind: 'status-changed',
  to: status,
  notWell: [],
});
const changed = (seen: SubjectSeen, isRecovery = false): NewFact =>
  told({ kind: 'verdict-changed', before: standing(seen.subjectId), isRecovery, ...seen }, NOW_MS, BOT);
const proposed = told({ kind: 'resolution-proposed', runAtMs: NEXT_MS }, NOW_MS, BOT);

const after = (...bodies: readonly FactBody[]) => incidentOf([OPENED, ...bodies].map((body) => told(body)));

describe('the status that people read', () => {
  it.each([
    ['at first', [], 'reported'],
    ['with somebody on it', [LEAD], 'acknowledged'],
    ['mitigated, and then somebody is on it', [to('mitigated'), LEAD], 'mitigated'],
    ['resolved at once', [to('resolved')], 'resolved'],
    ['closed', [to('resolved'), to('closed')], 'closed'],
    ['reopened without a lead', [to('resolved'), REOPENED], 'reported'],
    ['reopened with one', [LEAD, to('resolved'), to('closed'), REOPENED], 'acknowledged'],
    ['reopened, then led', [to('resolved'), REOPENED, LEAD], 'acknowledged'],
  ] as const)('%s is %s', (_, bodies, status) => {
    expect(after(...bodies).status).toBe(status);
  });

  it('names the last who took the lead, and the last severity', () => {
    const incident = incidentOf([
      told(OPENED),
      told(LEAD, OPENED_MS, person('U2')),
      told(LEAD, OPENED_MS, person('U3')),
      told({ kind: 'severity-changed', to: 'P1' }),
    ]);
    expect(incident).toMatchObject({ leadUserId: 'U3', severity: 'P1', title: OPENED.title });
    expect(opened()).toMatchObject({ leadUserId: null, severity: 'P2' });
  });
});

describe('how a subject stands', () => {
  const a = missing('a');

  it.each([
    ['was not well, and was not seen since', [], false],
    ['has recovered', [changed(kept('a'), true)], true],
    ['is on schedule, which no kept run has proved', [changed(notDueYet('a'))], false],
    ['got its link by hand', [changed(sentByHand('a'))], false],
    ['had recovered, and is not well again', [changed(kept('a'), true), changed(a)], false],
    [
      'had recovered, and only its confidence is another',
      [changed(kept('a'), true), changed(kept('a'))],
      true,
    ],
    ['had recovered, and nobody knows by now', [changed(kept('a'), true), changed(unknown('a'))], false],
    [
      'had recovered, and came in again after it was taken out',
      [
        changed(kept('a'), true),
        told({ kind: 'subject-removed', name: 'A', ...ref('a') }),
        told(added(kept('a'))),
      ],
      true,
    ],
    [
      'had recovered, and is known again after nobody knew',
      [changed(kept('a'), true), changed(unknown('a')), changed(kept('a'))],
      true,
    ],
    [
      'had recovered, was not well again, and nobody knew in between',
      [changed(kept('a'), true), changed(a), changed(unknown('a')), changed(kept('a'))],
      false,
    ],
  ])('of one that %s: well is not said before it is proved', (_, facts, isWell) => {
    const [subject] = incidentOf([told(OPENED), told(added(a)), ...facts]).subjects;
    expect(subject?.isWell).toBe(isWell);
    expect(subject?.first).toEqual(a.standing);
  });

  it.each([
    ['on schedule when it came', [kept('a')], true],
    ['unknown at first, and on schedule since', [unknown('a'), kept('a')], true],
    ['not due yet', [notDueYet('a')], true],
    ['unknown', [unknown('a')], false],
  ] as const)(
    'of one that never was not well, and is %s, nothing is to be proved',
    (_, [first, then], isWell) => {
      const facts = then === undefined ? [] : [changed(then)];
      const incident = incidentOf([told(OPENED), told(added(first)), ...facts]);
      expect(incident.subjects.map((subject) => subject.isWell)).toEqual([isWell]);
    },
  );

  it('those who were taken out are remembered as they were, and told of no more', () => {
    const incident = incidentOf([
      told(OPENED),
      told(added(a)),
      told(added(missing('b'))),
      told({ kind: 'subject-removed', name: 'A', ...ref('a') }, NOW_MS),
      changed(kept('a'), true),
    ]);
    expect(incident.subjects.map(({ subjectId }) => subjectId)).toEqual(['b']);
    expect(incident.everSubjects).toMatchObject([
      { subjectId: 'a', now: a.standing, removedAtMs: NOW_MS },
      { subjectId: 'b', removedAtMs: null },
    ]);
  });

  it('one that is added twice stays as it was', () => {
    const incident = incidentOf([told(OPENED), told(added(a)), told(added(kept('a')))]);
    expect(incident.subjects).toMatchObject([{ subjectId: 'a', now: a.standing }]);
  });

  it('takes newer dates from the last check, and no verdict that it could not tell', () => {
    const later = missing('a', 'skipped', { missedRunsAtMs: [1, 2] });
    const check = (seen: SubjectSeen, atMs = NOW_MS) => ({ atMs, seen: [seen], sources: ALL_OK });
    const facts = [told(OPENED), told(added(a))];
    expect(incidentOf(facts, check(later)).subjects[0]?.now).toEqual(later.standing);
    expect(incidentOf(facts, check(unknown('a'))).subjects[0]?.now).toEqual(a.standing);
    expect(incidentOf(facts, check(later, OPENED_MS - 1)).subjects[0]?.now).toEqual(a.standing);
  });
});

describe('what else the root message says', () => {
  const others = (code: string, ...ids: readonly string[]): FactBody => ({
    kind: 'others-seen',
    checkId: 'widgets',
    code,
    others: ids.map((subjectId) => ({ subjectId, name: subjectId, sinceMs: null })),
    ofSubjects: 9,
  });

  it('shows the newest others of each verdict, without those who are in it, and none where nobody is left', () => {
    const incident = after(
      added(missing('a')),
      others('skipped', 'b', 'c', 'd'),
      others('stopped', 'e'),
      others('gone', 'f'),
      others('skipped', 'b', 'c'),
      others('gone'),
      added(missing('b')),
      added(missing('e', 'stopped')),
    );
    expect(incident.others).toMatchObject([{ code: 'skipped', others: [{ subjectId: 'c' }] }]);
  });

  it('shows sources from when they failed until they are back', () => {
    const incident = incidentOf([
      told(OPENED),
      told({ kind: 'source-failed', source: 'loki', status: 'failed' }, OPENED_MS + 1, BOT),
      told({ kind: 'source-failed', source: 'sentry', status: 'truncated' }, OPENED_MS + 2, BOT),
      told({ kind: 'source-back', source: 'loki', failedAtMs: OPENED_MS + 1 }, OPENED_MS + 3, BOT),
    ]);
    expect(incident.failedSources).toEqual([
      { source: 'sentry', status: 'truncated', sinceMs: OPENED_MS + 2 },
    ]);
  });

  it.each([
    ['proposed', [proposed], true],
    ['mitigated since', [proposed, told(to('mitigated'))], true],
    ['a note told since', [proposed, told({ kind: 'note', text: 'ok' })], true],
    ['a verdict changed since', [proposed, changed(missing('a'))], false],
    ['somebody added since', [proposed, told(added(missing('b')))], false],
    ['resolved since', [proposed, told(to('resolved'))], false],
    ['resolved and reopened since', [proposed, told(to('resolved')), told(REOPENED)], false],
    ['never proposed', [], false],
  ])('a resolution that was %s stands: %3$s', (_, facts, isProposed) => {
    expect(incidentOf([told(OPENED), ...facts]).isResolutionProposed).toBe(isProposed);
  });

  it('knows the planned run that can be judged first, from the last check', () => {
    const soon = { plannedAtMs: NEXT_MS - DAY_MS, judgedAtMs: NEXT_MS - HOUR_MS };
    const facts = [told(OPENED), told(added(missing('a'))), told(added(missing('b')))];
    expect(incidentOf(facts).nextProof?.plannedAtMs).toBe(NEXT_MS);
    const seen = [missing('a'), missing('b', 'skipped', { nextProof: soon })];
    expect(incidentOf(facts, { atMs: NOW_MS, seen, sources: ALL_OK }).nextProof).toEqual(soon);
    expect(opened().nextProof).toBeNull();
  });

  it('knows that of those who keep it open, where there are any: nobody waits for whoever is well', () => {
    const soon = { plannedAtMs: NEXT_MS - DAY_MS, judgedAtMs: NEXT_MS - HOUR_MS };
    const well = { ...kept('b'), standing: { ...kept('b').standing, nextProof: soon } };
    const facts = [told(OPENED), told(added(missing('a'))), told(added(well))];
    expect(incidentOf(facts).nextProof?.plannedAtMs).toBe(NEXT_MS);
    expect(incidentOf([...facts, changed(kept('a'), true)]).nextProof).toEqual(soon);
  });

  it('counts what people tell, verdicts and nudges as movement, by when they were told', () => {
    const movedBy = (body: FactBody, by = BOT) =>
      incidentOf([told(OPENED), told(body, NOW_MS, by)]).movedAtMs === NOW_MS;
    expect(movedBy({ kind: 'note', text: 'x' }, person())).toBe(true);
    expect(movedBy({ kind: 'nudged' })).toBe(true);
    expect(movedBy({ kind: 'source-failed', source: 'loki', status: 'failed' })).toBe(false);
    expect(movedBy({ kind: 'channel-closed', reason: 'is_archived' })).toBe(false);
    expect(opened().movedAtMs).toBe(OPENED_MS);
  });

  it('says why Slack does not let the bot post, until it does', () => {
    const closed: FactBody = { kind: 'channel-closed', reason: 'is_archived' };
    expect(after(closed).closedChannel).toBe('is_archived');
    expect(after(closed, { kind: 'channel-back' }).closedChannel).toBeNull();
  });

  it('is not made up where the opening is not known', () => {
    expect(() => foldIncident(IDENTITY, [], null)).toThrow('opening');
  });
});
