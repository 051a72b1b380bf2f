import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../src/diagnosis/time.ts';
import { decideCorrection, decideWithdrawal } from '../../src/incidents/corrections.ts';
import { isUnchanged, type Decided } from '../../src/incidents/decided.ts';
import type { ClockMark, FactBody, Status } from '../../src/incidents/fact.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { decideLead } from '../../src/incidents/lead.ts';
import { decideAdding, decideRemoving } from '../../src/incidents/membership.ts';
import { decideSections } from '../../src/incidents/sections.ts';
import { decideSeverity } from '../../src/incidents/severity.ts';
import { decideStatus, type StatusStep } from '../../src/incidents/status.ts';
import {
  added,
  hasRecovered,
  incidentOf,
  kept,
  missing,
  notDueYet,
  notExpected,
  OPENED,
  OPENED_MS,
  person,
  ref,
  told,
} from './example.ts';

const BODIES: Readonly<Record<Status, readonly FactBody[]>> = {
  reported: [],
  acknowledged: [{ kind: 'lead-taken' }],
  mitigated: [{ kind: 'status-changed', to: 'mitigated', notWell: [] }],
  resolved: [{ kind: 'status-changed', to: 'resolved', notWell: [] }],
  closed: [
    { kind: 'status-changed', to: 'resolved', notWell: [] },
    { kind: 'status-changed', to: 'closed', notWell: [] },
  ],
};

const withBodies = (...bodies: readonly FactBody[]): Incident =>
  incidentOf([OPENED, added(missing('a')), ...bodies].map((body) => told(body)));
const inStatus = (status: Status): Incident => withBodies(...BODIES[status]);

/** What is recorded, or the code of why nothing is. */
const shortOf = (decided: Decided): string =>
  isUnchanged(decided) ? decided.why.code : decided.map(({ kind }) => kind).join(' ');

describe('a step of the status', () => {
  it.each<readonly [Status, Readonly<Record<StatusStep, string>>]>([
    ['reported', { mitigated: 'yes', resolved: 'yes', closed: 'not-from-here', reopened: 'not-from-here' }],
    [
      'acknowledged',
      { mitigated: 'yes', resolved: 'yes', closed: 'not-from-here', reopened: 'not-from-here' },
    ],
    [
      'mitigated',
      { mitigated: 'already-so', resolved: 'yes', closed: 'not-from-here', reopened: 'not-from-here' },
    ],
    ['resolved', { mitigated: 'not-from-here', resolved: 'already-so', closed: 'yes', reopened: 'yes' }],
    [
      'closed',
      { mitigated: 'not-from-here', resolved: 'not-from-here', closed: 'already-so', reopened: 'yes' },
    ],
  ])('from %s is taken only where it leads on', (status, expected) => {
    for (const step of ['mitigated', 'resolved', 'closed', 'reopened'] as const) {
      const decided = decideStatus(inStatus(status), step);
      const short = isUnchanged(decided) ? decided.why.code : 'yes';
      expect([step, short]).toEqual([step, expected[step]]);
    }
  });

  it('names those who are not well where it is declared resolved all the same', () => {
    const subjects = [missing('a'), kept('b'), notExpected('c')];
    const incident = incidentOf([told(OPENED), ...subjects.map((seen) => told(added(seen)))]);
    expect(decideStatus(incident, 'resolved')).toEqual([
      { kind: 'status-changed', to: 'resolved', notWell: [ref('a')] },
    ]);
    expect(decideStatus(incident, 'mitigated')).toMatchObject([{ notWell: [] }]);
  });

  it('that somebody else has taken at once names what they did', () => {
    const reopened = withBodies(...BODIES.resolved, { kind: 'reopened' });
    expect(decideStatus(reopened, 'reopened')).toMatchObject({
      why: { code: 'already-so', fact: { body: { kind: 'reopened' } } },
    });
    expect(decideStatus(inStatus('resolved'), 'resolved')).toMatchObject({ why: { fact: { seq: 3 } } });
  });

  it('back from mitigated says from where it was pressed', () => {
    expect(decideStatus(inStatus('mitigated'), 'closed')).toEqual({
      why: { code: 'not-from-here', status: 'mitigated' },
    });
  });
});

describe('the lead', () => {
  const led = incidentOf([told(OPENED), told({ kind: 'lead-taken' }, OPENED_MS, person('U2'))]);

  it.each([
    ['first', inStatus('reported'), 'U9', 0, 'lead-taken'],
    ['once more by the same', led, 'U2', 99 * MINUTE_MS, 'already-so'],
    ['by two at once', led, 'U9', MINUTE_MS - 1, 'already-so'],
    ['over from somebody, later', led, 'U9', MINUTE_MS, 'lead-taken'],
    ['of a resolved one by a stale button', inStatus('resolved'), 'U9', 0, 'not-from-here'],
    ['of a closed one by a stale button', inStatus('closed'), 'U9', 0, 'not-from-here'],
  ])('taken %s', (_, incident, userId, afterMs, expected) => {
    expect(shortOf(decideLead(incident, userId, OPENED_MS + afterMs))).toBe(expected);
  });
});

describe('what else people tell', () => {
  const note: FactBody = { kind: 'note', text: 'wrong' };
  const noted = withBodies(note);
  const NOTE = 3;
  const withdrawn = withBodies(note, { kind: 'withdrawn', seqOfWrong: NOTE });
  const right = { text: 'right', atMs: null };
  const correction: FactBody = { kind: 'corrected', seqOfWrong: NOTE, text: 'right', rightAtMs: null };
  const corrected = withBodies(note, correction);
  /** "fxed" and then "right", which counts as a clock or not. */
  const typed = (mark: ClockMark | null) =>
    withBodies(
      { kind: 'event', text: 'fxed', mark: null },
      { kind: 'corrected', seqOfWrong: NOTE, text: 'right', rightAtMs: null, mark },
    );
  const written = withBodies({ kind: 'postmortem-written', section: 'learnings', text: 'one' });
  const gone = withBodies({ kind: 'subject-removed', name: 'A', ...ref('a') });

  it.each([
    ['another severity', decideSeverity(inStatus('resolved'), 'P1'), 'severity-changed'],
    ['the same severity', decideSeverity(inStatus('reported'), 'P2'), 'already-so'],
    ['a severity when it is closed', decideSeverity(inStatus('closed'), 'P1'), 'not-from-here'],
    [
      'two subjects, of whom one is new',
      decideAdding(inStatus('reported'), [missing('a'), missing('b')], 'by-hand', hasRecovered),
      'subject-added',
    ],
    [
      'a subject named twice',
      decideAdding(inStatus('reported'), [missing('b'), missing('b')], 'by-hand', hasRecovered),
      'subject-added',
    ],
    [
      'a subject that is in',
      decideAdding(inStatus('reported'), [missing('a')], 'by-hand', hasRecovered),
      'already-so',
    ],
    [
      'a subject that was taken out',
      decideAdding(gone, [missing('a')], 'by-hand', hasRecovered),
      'subject-added',
    ],
    [
      'a subject that comes back and has recovered while it was out',
      decideAdding(gone, [kept('a')], 'by-hand', hasRecovered),
      'subject-added verdict-changed',
    ],
    [
      'a subject that comes back and no planned run has proved well',
      decideAdding(gone, [notDueYet('a')], 'by-hand', hasRecovered),
      'subject-added',
    ],
    [
      'a subject when it is closed',
      decideAdding(inStatus('closed'), [missing('b')], 'by-hand', hasRecovered),
      'not-from-here',
    ],
    ['a subject to take out', decideRemoving(noted, ref('a')), 'subject-removed'],
    ['one to take out that is out', decideRemoving(gone, ref('a')), 'already-so'],
    ['one to take out that never was in', decideRemoving(noted, ref('b')), 'no-such-subject'],
    ['one to take out when it is closed', decideRemoving(inStatus('closed'), ref('a')), 'not-from-here'],
    ['a correction', decideCorrection(noted, NOTE, right), 'corrected'],
    ['the same correction', decideCorrection(corrected, NOTE, right), 'already-so'],
    [
      'the same correction after another one',
      decideCorrection(
        withBodies(note, correction, { kind: 'corrected', seqOfWrong: NOTE, text: null, rightAtMs: 1 }),
        NOTE,
        right,
      ),
      'already-so',
    ],
    [
      'a correction of nothing that it says',
      decideCorrection(noted, NOTE, { text: 'wrong', atMs: OPENED_MS }),
      'already-so',
    ],
    [
      'an engineer’s correction of what the help desk may not mark',
      decideCorrection(typed(null), NOTE, { ...right, mark: 'fixed' }),
      'corrected',
    ],
    [
      'the same of the help desk, by which an engineer’s mark stays',
      decideCorrection(typed('fixed'), NOTE, { ...right, mark: null }),
      'already-so',
    ],
    [
      'a mark for a note, which moves no clock',
      decideCorrection(corrected, NOTE, { ...right, mark: 'fixed' }),
      'already-so',
    ],
    ['another correction', decideCorrection(corrected, NOTE, { ...right, atMs: 1 }), 'corrected'],
    ['a correction of the opening', decideCorrection(noted, 1, right), 'no-such-fact'],
    ['a correction of nothing', decideCorrection(noted, 99, right), 'no-such-fact'],
    ['a correction of what was withdrawn', decideCorrection(withdrawn, NOTE, right), 'no-such-fact'],
    ['a withdrawal', decideWithdrawal(noted, NOTE), 'withdrawn'],
    ['a second withdrawal', decideWithdrawal(withdrawn, NOTE), 'already-so'],
    ['a withdrawal of somebody’s coming in', decideWithdrawal(noted, 2), 'no-such-fact'],
    [
      'a section',
      decideSections(inStatus('closed'), [{ section: 'learnings', text: 'one' }]),
      'postmortem-written',
    ],
    [
      'a section as it stands',
      decideSections(written, [{ section: 'learnings', text: 'one' }]),
      'already-so',
    ],
    [
      'a section anew',
      decideSections(written, [{ section: 'learnings', text: 'two' }]),
      'postmortem-written',
    ],
    ['no section', decideSections(written, []), 'already-so'],
  ])('%s', (_, decided, expected) => {
    expect(shortOf(decided)).toBe(expected);
  });

  it('the same that was told before names the fact, so that people see who it was', () => {
    expect(decideAdding(noted, [missing('a')], 'by-hand', hasRecovered)).toMatchObject({
      why: { fact: { seq: 2 } },
    });
    expect(decideRemoving(gone, ref('a'))).toMatchObject({ why: { fact: { seq: 3 } } });
    expect(decideSeverity(noted, 'P2')).toMatchObject({ why: { fact: { seq: 1 } } });
  });

  it('of several that were told, the newest about the very same', () => {
    const seqOf = (decided: Decided) =>
      isUnchanged(decided) && decided.why.code === 'already-so' ? decided.why.fact?.seq : null;
    const removed = (id: string): FactBody => ({ kind: 'subject-removed', name: id, ...ref(id) });
    const learnt = (text: string): FactBody => ({ kind: 'postmortem-written', section: 'learnings', text });
    const correctedAs = (seqOfWrong: number, text: string): FactBody => ({
      kind: 'corrected',
      seqOfWrong,
      text,
      rightAtMs: null,
    });
    const joined = withBodies(added(missing('b')), added(missing('c')));
    expect(seqOf(decideAdding(joined, [missing('a'), missing('b')], 'by-hand', hasRecovered))).toBe(3);
    const left = withBodies(
      removed('a'),
      added(missing('a')),
      removed('a'),
      added(missing('b')),
      removed('b'),
    );
    expect(seqOf(decideRemoving(left, ref('a')))).toBe(5);
    const put = withBodies(
      note,
      correctedAs(NOTE, 'x'),
      correctedAs(NOTE, 'right'),
      note,
      correctedAs(6, 'x'),
    );
    expect(seqOf(decideCorrection(put, NOTE, right))).toBe(5);
    expect(seqOf(decideCorrection(noted, NOTE, { text: 'wrong', atMs: null }))).toBe(NOTE);
    const rewritten = withBodies(learnt('one'), learnt('two'));
    expect(seqOf(decideSections(rewritten, [{ section: 'learnings', text: 'two' }]))).toBe(4);
    expect(shortOf(decideSections(rewritten, [{ section: 'learnings', text: 'one' }]))).toBe(
      'postmortem-written',
    );
  });

  it('a correction carries the clock that the new words move, and none where they are left as they stand', () => {
    const told = withBodies({ kind: 'event', text: 'wrong', mark: null });
    expect(decideCorrection(told, NOTE, { ...right, mark: 'fixed' })).toMatchObject([{ mark: 'fixed' }]);
    const [correctionOfTime] = [decideCorrection(told, NOTE, { text: null, atMs: 1 })].flat();
    expect(correctionOfTime).not.toHaveProperty('mark');
  });
});
