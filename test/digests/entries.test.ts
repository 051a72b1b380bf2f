import { describe, expect, it } from 'vitest';
import type { FleetWords } from '../../src/checks/fleet.ts';
import type { DigestEntry } from '../../src/digests/digest-report.ts';
import type { Digest } from '../../src/digests/digest.ts';
import { entriesOf, entryGroupsOf, groupsInOrderOf } from '../../src/digests/entries.ts';
import { faultsOfTranslation } from '../support/spanish.ts';
import {
  compared,
  FLEET_WORDS,
  IN_ENGLISH,
  IN_SPANISH,
  incompleteRunOf,
  inOutage,
  missing,
  mute,
  NOW_MS,
  outcome,
  partial,
  runOf,
  unknown,
} from './example.ts';

const told = (digest: Digest): readonly string[] =>
  entriesOf(digest, IN_ENGLISH).map(
    ({ subjectId, state, statement, standing }) => `${subjectId} ${state} ${statement} ${standing}`,
  );

const JUNE = { since: { atMs: Date.parse('2025-06-02T11:00:00-07:00'), isAtLeast: true } };

const everything = compared(
  runOf([
    missing('new'),
    missing('worse'),
    missing('still', JUNE),
    missing('unmuted', { since: null }),
    unknown('unclear'),
    outcome('well'),
    outcome('back'),
    outcome('off', { state: 'not-expected' }),
    missing('elsewhere', { traits: { kind: 'Practice' } }),
    missing('muted'),
    outcome('near'),
  ]),
  [
    partial('worse'),
    ...['still', 'unmuted', 'unclear', 'well', 'off', 'gone', 'elsewhere', 'muted'].map((id) => missing(id)),
    inOutage('back'),
  ],
  { mutes: [mute('muted'), mute('unmuted', { untilMs: NOW_MS })], filter: { kind: ['Clinic'] } },
);

describe('whom a digest tells of by name', () => {
  it('is each once, what is new and worse first, with how it stands', () => {
    expect(told(everything)).toEqual([
      'new missing [missing/skipped] new, since Mon 21 July',
      'worse missing [missing/skipped] worse, partial before; since Mon 21 July',
      'unmuted missing [missing/skipped] no longer muted, still missing',
      'still missing [missing/skipped] still missing since Mon 2 June or earlier',
      'unclear unknown [unknown/unknown] cannot be judged now, was missing since Mon 21 July',
      'well on-schedule [on-schedule/on-schedule] was missing since Mon 21 July',
      'back on-schedule [on-schedule/on-schedule] was missing since Mon 21 July',
      'elsewhere missing [missing/skipped] not among these any more, was missing since Mon 21 July',
      'gone not-expected not there any more nothing is due any more, was missing since Mon 21 July',
      'off not-expected [not-expected/not-expected] nothing is due any more, was missing since Mon 21 July',
      'muted missing [missing/skipped] muted until Mon 21 July 13:00: known',
    ]);
  });

  it('on the first digest is nobody new', () => {
    expect(told(compared(runOf([missing('a', JUNE), missing('b', { since: null })]), null))).toEqual([
      'a missing [missing/skipped] since Mon 2 June or earlier',
      'b missing [missing/skipped] nobody knows since when',
    ]);
  });

  it('of an incomplete run is not called well, whatever was seen', () => {
    const digest = compared(incompleteRunOf([outcome('seems'), unknown('unknown')], 1), [
      missing('seems'),
      missing('unknown'),
      missing('unread'),
    ]);
    expect(told(digest)).toEqual([
      'seems unknown seems well, but not every source has answered in full cannot be judged now, was missing since Mon 21 July',
      'unknown unknown [unknown/unknown] cannot be judged now, was missing since Mon 21 July',
      'unread unknown not read cannot be judged now, was missing since Mon 21 July',
    ]);
  });

  it('is nobody of an outage: there may be thousands', () => {
    expect(told(compared(runOf([inOutage('a'), inOutage('b')]), []))).toEqual([]);
  });

  it('is followed by those of each outage, beneath what it is told as', () => {
    const digest = compared(runOf([missing('x'), inOutage('a'), inOutage('b'), inOutage('c', 'slot 3')]), []);
    const groups = entryGroupsOf(digest, IN_ENGLISH).map(({ outage, entries }) => [
      outage,
      ...entries.map(({ subjectId, state, standing }) => `${subjectId} ${state} ${standing}`),
    ]);
    expect(groups).toEqual([
      [null, 'x missing new, since Mon 21 July'],
      ['[stopped ×2].', 'a missing since Mon 21 July', 'b missing since Mon 21 July'],
      ['[stopped ×1].', 'c missing since Mon 21 July'],
    ]);
  });

  it('keeps its order where somebody is muted or unmuted since, and is told as it is now', () => {
    const run = runOf([missing('a'), missing('b'), missing('c', JUNE), inOutage('o'), inOutage('p')]);
    const past = [missing('c', JUNE)];
    const asMade = compared(run, past, { mutes: [mute('b'), mute('c', { untilMs: NOW_MS + 9 })] });
    const ended = mute('b', { endedAtMs: NOW_MS });
    const now = compared(run, past, { mutes: [ended, mute('a'), mute('o'), mute('c')] });
    const entries = groupsInOrderOf(asMade, now, IN_ENGLISH).flatMap((group) => group.entries);
    expect(entries.map(({ subjectId, mutedByUserId }) => `${subjectId} ${mutedByUserId}`)).toEqual([
      'a U1',
      'b null',
      'c U1',
      'o U1',
      'p null',
    ]);
  });

  it('is told with the code of a verdict that another release has kept, and with no code where the words are mistaken', () => {
    const statement = (): never => {
      throw new Error('a mistake in the words');
    };
    const detailsBy = (words: Partial<FleetWords>) =>
      entriesOf(everything, { ...IN_ENGLISH, fleetWords: { ...FLEET_WORDS, statement, ...words } });
    expect(detailsBy({ knows: () => false })[0]).toMatchObject({ subjectId: 'new', statement: 'skipped' });
    expect(() => detailsBy({ knows: () => true })).toThrow('a mistake in the words');
  });

  it('names who muted, beside the words, and why', () => {
    const muters = (entries: readonly DigestEntry[]) =>
      entries.flatMap(({ subjectId, mutedByUserId }) =>
        mutedByUserId === null ? [] : [[subjectId, mutedByUserId]],
      );
    expect(muters(entriesOf(everything, IN_ENGLISH))).toEqual([['muted', 'U1']]);
    const unexplained = compared(runOf([missing('a')]), [], { mutes: [mute('a', { why: '' })] });
    expect(entriesOf(unexplained, IN_ENGLISH)[0]?.standing).toBe('muted until Mon 21 July 13:00');
  });

  it('is told in Spanish with the same figures', () => {
    const incomplete = compared(incompleteRunOf([outcome('seems')], 1), [
      missing('seems'),
      missing('unread'),
    ]);
    const first = compared(runOf([missing('a', { since: null })]), null);
    for (const digest of [everything, incomplete, first]) {
      const english = entriesOf(digest, IN_ENGLISH);
      const faults = entriesOf(digest, IN_SPANISH).flatMap((entry, index) =>
        faultsOfTranslation(entry.standing, english[index]?.standing ?? '', ['known']),
      );
      expect(faults).toEqual([]);
    }
    expect(entriesOf(incomplete, IN_SPANISH).map(({ statement }) => statement)).toEqual([
      'parece estar bien, pero no todas las fuentes respondieron por completo',
      'sin leer',
    ]);
  });
});
