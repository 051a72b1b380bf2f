import { describe, expect, it } from 'vitest';
import { decideAdmission, neededAnswers, type AccessPolicy } from '../../src/access/admission.ts';

const NOBODY = { groupIds: [], userIds: [] };
const EVERYBODY: AccessPolicy = { engineers: NOBODY, helpDesk: NOBODY, guests: 'refuse' };
/** Two groups of engineers, one of the help desk, and one person by id in each list. */
const LISTS: AccessPolicy = {
  engineers: { groupIds: ['SE1', 'SE2'], userIds: ['UE'] },
  helpDesk: { groupIds: ['SH'], userIds: ['UH'] },
  guests: 'refuse',
};

/** Members by group; a group that is left out could not be told. */
type Groups = Readonly<Record<string, readonly string[]>>;

function decide(
  policy: AccessPolicy,
  userId: string,
  groups: Groups = {},
  isGuest: boolean | null = false,
): string {
  const membersByGroup = new Map(Object.entries(groups).map(([groupId, ids]) => [groupId, new Set(ids)]));
  const admission = decideAdmission(policy, userId, { membersByGroup, isGuest });
  return admission.kind === 'admitted' ? admission.audience : admission.reason;
}

const TOLD: Groups = { SE1: ['U1'], SE2: ['U2'], SH: ['U2', 'U3'] };

describe('who may use the bot', () => {
  it.each([
    ['everybody, as an engineer, where nobody is listed', EVERYBODY, 'U9', {}, 'engineer'],
    ['an engineer by id', LISTS, 'UE', TOLD, 'engineer'],
    ['an engineer by a group', LISTS, 'U1', TOLD, 'engineer'],
    ['somebody of the help desk by id', LISTS, 'UH', TOLD, 'help-desk'],
    ['somebody of the help desk by a group', LISTS, 'U3', TOLD, 'help-desk'],
    ['an engineer who is in a group of the help desk too', LISTS, 'U2', TOLD, 'engineer'],
    ['a help-desk id that is in a group of engineers', LISTS, 'UH', { ...TOLD, SE2: ['UH'] }, 'engineer'],
    ['nobody else', LISTS, 'U9', TOLD, 'not-listed'],
    ['nobody where the groups are empty', LISTS, 'U1', { SE1: [], SE2: [], SH: [] }, 'not-listed'],
    [
      'nobody as an engineer where only the help desk is listed',
      { ...LISTS, engineers: NOBODY },
      'U1',
      TOLD,
      'not-listed',
    ],
  ] as const)('%s', (_, policy, userId, groups, expected) => {
    expect(decide(policy, userId, groups)).toBe(expected);
  });

  describe('where Slack does not tell the members of a group', () => {
    it.each([
      ['an engineer by id stays one', 'UE', {}, 'engineer'],
      ['an engineer by another group stays one', 'U2', { SE2: ['U2'] }, 'engineer'],
      ['a help-desk id stays that: an engineer’s rights are not given on suspicion', 'UH', {}, 'help-desk'],
      ['the same for a group', 'U3', { SE1: [], SH: ['U3'] }, 'help-desk'],
      ['nobody else is admitted', 'U1', { SE2: ['U2'], SH: ['U3'] }, 'cannot-tell'],
      ['nor where it is the help desk’s', 'U3', { SE1: ['U1'], SE2: ['U2'] }, 'cannot-tell'],
      ['nor where it tells nothing at all', 'U1', {}, 'cannot-tell'],
    ])('%s', (_, userId, groups, expected) => {
      expect(decide(LISTS, userId, groups)).toBe(expected);
    });
  });

  describe('and guests', () => {
    const listings = [
      ['an engineer', 'UE', TOLD],
      ['somebody of the help desk', 'UH', TOLD],
      ['somebody who is not listed', 'U9', TOLD],
      ['somebody of whom one cannot tell', 'U9', {}],
    ] as const;

    it.each([
      [listings[0], false, 'engineer'],
      [listings[0], true, 'guest'],
      [listings[0], null, 'cannot-tell'],
      [listings[1], false, 'help-desk'],
      [listings[1], true, 'guest'],
      [listings[1], null, 'cannot-tell'],
      [listings[2], false, 'not-listed'],
      [listings[2], true, 'guest'],
      [listings[2], null, 'not-listed'],
      [listings[3], false, 'cannot-tell'],
      [listings[3], true, 'guest'],
      [listings[3], null, 'cannot-tell'],
    ] as const)('%s, guest: %s → %s', ([, userId, groups], isGuest, expected) => {
      expect(decide(LISTS, userId, groups, isGuest)).toBe(expected);
    });

    it('are everybody’s equals where the configuration admits them', () => {
      for (const isGuest of [true, null]) {
        expect(decide({ ...LISTS, guests: 'admit' }, 'U1', TOLD, isGuest)).toBe('engineer');
        expect(decide({ ...LISTS, guests: 'admit' }, 'U9', TOLD, isGuest)).toBe('not-listed');
      }
    });

    it.each([
      [false, 'engineer'],
      [true, 'guest'],
      [null, 'cannot-tell'],
    ])('decide alone where nobody is listed: %s → %s', (isGuest, expected) => {
      expect(decide(EVERYBODY, 'U9', {}, isGuest)).toBe(expected);
    });
  });
});

describe('what Slack is asked', () => {
  it.each([
    ['no group about an engineer by id', LISTS, 'UE', { groupIds: [], isGuest: true }],
    ['only engineers’ groups about a help-desk id', LISTS, 'UH', { groupIds: ['SE1', 'SE2'], isGuest: true }],
    ['every group about others', LISTS, 'U1', { groupIds: ['SE1', 'SE2', 'SH'], isGuest: true }],
    ['nothing about groups where there are none', EVERYBODY, 'U1', { groupIds: [], isGuest: true }],
    [
      'nothing about guests where they are admitted',
      { ...EVERYBODY, guests: 'admit' },
      'U1',
      { groupIds: [], isGuest: false },
    ],
    [
      'about a group once, though both lists name it',
      {
        ...EVERYBODY,
        engineers: { groupIds: ['S1'], userIds: [] },
        helpDesk: { groupIds: ['S1'], userIds: [] },
      },
      'U1',
      { groupIds: ['S1'], isGuest: true },
    ],
  ] as const)('%s', (_, policy, userId, expected) => {
    expect(neededAnswers(policy, userId)).toEqual(expected);
  });
});
