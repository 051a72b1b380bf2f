import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../src/diagnosis/time.ts';
import { clocksOf } from '../../src/incidents/clocks-of.ts';
import type { NewFact, SubjectSeen } from '../../src/incidents/fact.ts';
import {
  added,
  BOT,
  incidentOf,
  kept,
  missing,
  NEXT_MS,
  notDueYet,
  notExpected,
  OPENED,
  OPENED_MS,
  person,
  ref,
  told,
  unknown,
} from './example.ts';

const WEEK_MS = 7 * DAY_MS;
/** When the planned run of that week has been judged. */
const judged = (week: number) => NEXT_MS + week * WEEK_MS + 3 * HOUR_MS;

const opening = (seen: SubjectSeen): NewFact => told({ ...added(seen), why: 'opening' });
const cameIn = (seen: SubjectSeen, atMs: number): NewFact => told(added(seen), atMs);
const takenOut = (subjectId: string, atMs: number): NewFact =>
  told({ kind: 'subject-removed', name: subjectId, ...ref(subjectId) }, atMs);
const changed = (before: SubjectSeen, after: SubjectSeen, atMs: number): NewFact =>
  told({ kind: 'verdict-changed', before: before.standing, isRecovery: false, ...after }, atMs, BOT);
const recovered = (subjectId: string, atMs: number): NewFact =>
  told(
    { kind: 'verdict-changed', before: missing(subjectId).standing, isRecovery: true, ...kept(subjectId) },
    atMs,
    BOT,
  );
const broke = (subjectId: string, atMs: number): NewFact =>
  changed(kept(subjectId), missing(subjectId), atMs);
const resolved = (atMs: number): NewFact =>
  told({ kind: 'status-changed', to: 'resolved', notWell: [] }, atMs, person('U2'));
const reopened = (atMs: number): NewFact => told({ kind: 'reopened' }, atMs, person('U2'));
const markedFixed = (atMs: number): NewFact =>
  told({ kind: 'event', text: 'fixed', mark: 'fixed' }, atMs, person('U2'));

const fixedIn = (...facts: readonly NewFact[]) => clocksOf(incidentOf([told(OPENED), ...facts])).fixed;

/** Who was not well against somebody's word, of how many. */
const contradictedBy = (...facts: readonly NewFact[]) => {
  const fixed = fixedIn(...facts);
  const { notWell, of } = fixed?.unconfirmed ?? { notWell: [], of: 0 };
  return { atMs: fixed?.atMs, by: fixed?.by, notWell: notWell.map(({ subjectId }) => subjectId), of };
};

describe('What an incident is told to be fixed by', () => {
  it.each<[string, readonly NewFact[], number | null]>([
    [
      'the check that saw the last of them recover',
      [opening(missing('a')), opening(missing('b')), recovered('a', judged(0)), recovered('b', judged(1))],
      judged(1),
    ],
    [
      'nothing while one is missing still',
      [opening(missing('a')), opening(missing('b')), recovered('a', judged(0))],
      null,
    ],
    [
      'the check that saw the last one who was missing switched off',
      [
        opening(missing('a')),
        opening(missing('b')),
        recovered('a', judged(0)),
        changed(missing('b'), notExpected('b'), judged(0) + DAY_MS),
      ],
      judged(0) + DAY_MS,
    ],
    [
      'the check that saw the only one of them switched off',
      [opening(missing('a')), changed(missing('a'), notExpected('a'), judged(0))],
      judged(0),
    ],
    [
      'the removal of the last one who was missing',
      [
        opening(missing('a')),
        opening(missing('b')),
        recovered('a', judged(0)),
        takenOut('b', judged(0) + DAY_MS),
      ],
      judged(0) + DAY_MS,
    ],
    [
      'the recovery, though somebody is added by mistake later and taken out again',
      [
        opening(missing('a')),
        recovered('a', judged(0)),
        cameIn(missing('x'), judged(0) + HOUR_MS),
        takenOut('x', judged(0) + 2 * HOUR_MS),
      ],
      judged(0),
    ],
    [
      'the recovery, though somebody who is well is added, or switched off, later',
      [
        opening(missing('a')),
        recovered('a', judged(0)),
        cameIn(kept('c'), judged(0) + HOUR_MS),
        changed(kept('a'), notExpected('a'), judged(0) + 2 * HOUR_MS),
      ],
      judged(0),
    ],
    [
      'the recovery, though nobody knows by now how they are',
      [opening(missing('a')), recovered('a', judged(0)), changed(kept('a'), unknown('a'), judged(1))],
      judged(0),
    ],
    [
      'nothing while nobody has ever known how one of them is',
      [opening(missing('a')), opening(unknown('b')), recovered('a', judged(0))],
      null,
    ],
    [
      'the check that saw the one well of whom nobody had known',
      [
        opening(missing('a')),
        opening(unknown('b')),
        recovered('a', judged(0)),
        changed(unknown('b'), kept('b'), judged(1)),
      ],
      judged(1),
    ],
    ['nothing where all were well all along', [opening(kept('a')), opening(notDueYet('b'))], null],
    [
      'nothing where only somebody taken out was not well',
      [opening(missing('a')), opening(kept('b')), takenOut('a', judged(0))],
      null,
    ],
    [
      'nothing once it broke again',
      [opening(missing('a')), recovered('a', judged(0)), broke('a', judged(1))],
      null,
    ],
    [
      'nothing once it broke again after it was declared resolved',
      [
        opening(missing('a')),
        recovered('a', judged(0)),
        resolved(judged(0) + HOUR_MS),
        broke('a', judged(1)),
      ],
      null,
    ],
    [
      'nothing once it broke again after somebody said that it was fixed',
      [
        opening(missing('a')),
        recovered('a', judged(0)),
        markedFixed(judged(0) + HOUR_MS),
        broke('a', judged(1)),
      ],
      null,
    ],
    [
      'the new recovery, not the word that proved false before',
      [
        opening(missing('a')),
        recovered('a', judged(0)),
        markedFixed(judged(0) + HOUR_MS),
        broke('a', judged(1)),
        recovered('a', judged(2)),
      ],
      judged(2),
    ],
    [
      'somebody’s word that it is, though somebody added by mistake broke and was taken out',
      [
        opening(missing('a')),
        recovered('a', judged(0)),
        markedFixed(judged(0) + HOUR_MS),
        cameIn(kept('x'), judged(0) + 2 * HOUR_MS),
        broke('x', judged(1)),
        takenOut('x', judged(1) + 1),
      ],
      judged(0) + HOUR_MS,
    ],
    [
      'no recovery from before it was reopened',
      [
        opening(missing('a')),
        recovered('a', judged(0)),
        resolved(judged(0) + HOUR_MS),
        reopened(judged(0) + DAY_MS),
      ],
      null,
    ],
  ])('is %s', (_, facts, expected) => {
    expect(fixedIn(...facts)?.atMs ?? null).toBe(expected);
  });

  it('is somebody’s word with what the check has to say against it', () => {
    expect(contradictedBy(opening(missing('a')), opening(kept('b')), resolved(OPENED_MS + HOUR_MS))).toEqual({
      atMs: OPENED_MS + HOUR_MS,
      by: 'person',
      notWell: ['a'],
      of: 2,
    });
    expect(contradictedBy(opening(missing('a')), markedFixed(OPENED_MS + HOUR_MS))).toMatchObject({
      by: 'person',
      notWell: ['a'],
    });
  });

  it('is somebody’s word against a check that sees who came in later not well', () => {
    const facts = [opening(kept('a')), resolved(OPENED_MS + 1), cameIn(missing('b'), OPENED_MS + 2)];
    expect(contradictedBy(...facts)).toMatchObject({ notWell: ['b'], of: 2 });
  });

  it('is confirmed by a person whom no check contradicts', () => {
    const [well, outOfIt] = [opening(kept('a')), [opening(missing('x')), takenOut('x', OPENED_MS + 2)]];
    expect(fixedIn(well, resolved(OPENED_MS + 1))?.unconfirmed).toBeNull();
    expect(fixedIn(well, ...outOfIt, resolved(OPENED_MS + 3))?.unconfirmed).toBeNull();
    expect(fixedIn(resolved(OPENED_MS + 1))?.unconfirmed).toBeNull();
  });

  it('is the check’s recovery rather than what was declared too early', () => {
    const facts = [opening(missing('a')), resolved(OPENED_MS + 1), recovered('a', judged(0))];
    expect(contradictedBy(...facts)).toEqual({ atMs: judged(0), by: 'check', notWell: [], of: 0 });
  });
});
