import { describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { SubjectSeen } from '../../src/incidents/fact.ts';
import { follow } from '../../src/incidents/follow.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { unreadOf, type Look } from '../../src/incidents/look.ts';
import {
  added,
  ALL_OK,
  hasRecovered,
  incidentOf,
  LOKI_DOWN,
  lookOf,
  missing,
  NEXT_MS,
  notExpected,
  NOW_MS,
  OPENED,
  opened,
  ref,
  told,
  unknown,
} from './example.ts';

const after = (incident: Incident, look: Look): Incident =>
  follow(incident, { look, runs: [] }, hasRecovered, look.atMs).incident;

const named = (seen: SubjectSeen, name: string): SubjectSeen => ({
  ...seen,
  standing: { ...seen.standing, outcome: { ...seen.standing.outcome, name } },
});

const plannedFor = (seen: SubjectSeen, nextProof: SubjectSeen['standing']['nextProof']): SubjectSeen => ({
  ...seen,
  standing: { ...seen.standing, nextProof },
});

const IN_A_WEEK = {
  plannedAtMs: NEXT_MS + 7 * DAY_MS,
  judgedAtMs: NEXT_MS + 7 * DAY_MS + 130 * MINUTE_MS,
};

describe('what a look could not read', () => {
  const both = opened(missing('a'), missing('b'));

  it.each([
    ['is nobody where each was seen', lookOf([missing('a'), missing('b')]), []],
    ['is whoever was not seen', lookOf([missing('a')]), [ref('b')]],
    ['is everybody where no check could be made', { atMs: NOW_MS, checks: [] }, [ref('a'), ref('b')]],
  ])('%s', (_, look, expected) => {
    expect(unreadOf(both, look).subjects).toMatchObject(expected);
  });

  it('names the sources that did not answer in full, and no others', () => {
    expect(unreadOf(both, lookOf([missing('a')], { sources: LOKI_DOWN })).sources).toEqual([
      { source: 'loki', status: 'failed' },
    ]);
  });
});

describe('what is remembered of the last look', () => {
  it('waits for no run of whoever was switched off while a source was down', () => {
    const off = plannedFor(notExpected('a'), null);
    const incident = after(opened(missing('a')), lookOf([off], { sources: LOKI_DOWN }));
    expect(incident.nextProof).toBeNull();
  });

  it('knows the plan that it saw last while a source is down, not the one of the opening', () => {
    const seen = after(opened(missing('a')), lookOf([plannedFor(missing('a'), IN_A_WEEK)]));
    const blind = lookOf([plannedFor(unknown('a'), null)], { sources: LOKI_DOWN, atMs: NOW_MS + 1 });
    expect(after(seen, blind).nextProof).toEqual(IN_A_WEEK);
  });

  it('has the new name of whoever was renamed', () => {
    const incident = after(opened(missing('a')), lookOf([named(missing('a'), 'Clinic A and Partners')]));
    expect(incident.subjects[0]?.now.outcome.name).toBe('Clinic A and Partners');
  });

  it('has its own diagnosis as evidence, and the one before where it could not tell', () => {
    const check = (seen: SubjectSeen) => ({
      atMs: NOW_MS,
      seen: [{ ...seen, diagnosisId: 'newer' }],
      sources: ALL_OK,
    });
    const evidenceWith = (seen: SubjectSeen) =>
      incidentOf([told(OPENED), told(added(missing('a')))], check(seen)).subjects[0]?.diagnosisId;
    expect(evidenceWith(missing('a'))).toBe('newer');
    expect(evidenceWith(unknown('a'))).toBe('diagnosis-of-a');
  });
});
