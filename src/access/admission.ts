/** For whom an answer is drawn: engineers see sources and evidence, the help desk plain words. */

export type Audience = 'engineer' | 'help-desk';

/** Whom the configuration names. All four lists empty: everybody of the workspace, as an engineer. */
export interface AccessPolicy {
  readonly engineers: NamedPeople;
  readonly helpDesk: NamedPeople;
  readonly guests: 'refuse' | 'admit';
}

interface NamedPeople {
  readonly groupIds: readonly string[];
  readonly userIds: readonly string[];
}

export type AdmissionRefusal = 'not-listed' | 'guest' | 'cannot-tell';

export type Admission =
  | { readonly kind: 'admitted'; readonly audience: Audience }
  | { readonly kind: 'refused'; readonly reason: AdmissionRefusal };

/** What has to be asked before somebody can be admitted. */
export interface NeededAnswers {
  readonly groupIds: readonly string[];
  readonly isGuest: boolean;
}

/** What is known of one person. */
export interface Known {
  /** The members of each group that could be told; a group that is not in it could not. */
  readonly membersByGroup: ReadonlyMap<string, ReadonlySet<string>>;
  /** null: could not be told. Not looked at where guests are admitted. */
  readonly isGuest: boolean | null;
}

/**
 * The questions on which somebody's admission depends. Who is named by user id as an engineer belongs to no group that matters; who is
 * named so for the help desk may still be an engineer by a group. Where guests are admitted, nobody is asked whether they are one.
 */
export function neededAnswers({ engineers, helpDesk, guests }: AccessPolicy, userId: string): NeededAnswers {
  const isHelpDesk = helpDesk.userIds.includes(userId);
  const groupIds = engineers.userIds.includes(userId)
    ? []
    : [...engineers.groupIds, ...(isHelpDesk ? [] : helpDesk.groupIds)];
  return { groupIds: [...new Set(groupIds)], isGuest: guests === 'refuse' };
}

/**
 * Decides from what is known. A guest counts as "no" where guests are admitted.
 *
 * | listed \ guest        | no          | yes   | cannot tell |
 * | --------------------- | ----------- | ----- | ----------- |
 * | engineer or help desk | admitted    | guest | cannot-tell |
 * | not listed            | not-listed  | guest | not-listed  |
 * | cannot tell           | cannot-tell | guest | cannot-tell |
 *
 * Somebody is listed as soon as one list names them for certain, by user id or by a group whose members are known; see `listingOf`.
 */
export function decideAdmission(policy: AccessPolicy, userId: string, known: Known): Admission {
  const isGuest = policy.guests === 'refuse' && known.isGuest;
  if (isGuest === true) return refused('guest');
  const listing = listingOf(policy, userId, known);
  if (listing === 'not-listed' || listing === 'cannot-tell') return refused(listing);
  return isGuest === null ? refused('cannot-tell') : { kind: 'admitted', audience: listing };
}

/**
 * What the lists say of somebody. An engineer's rights are given only where a list certainly names them as one: somebody of the help desk
 * stays that while a group of engineers cannot be told. Only who is in no list for certain is `not-listed`.
 */
function listingOf(
  { engineers, helpDesk }: AccessPolicy,
  userId: string,
  known: Known,
): Audience | 'not-listed' | 'cannot-tell' {
  const isEmpty = [engineers, helpDesk].every(
    ({ groupIds, userIds }) => groupIds.length === 0 && userIds.length === 0,
  );
  if (isEmpty) return 'engineer';
  const isEngineer = isNamedIn(engineers, userId, known);
  if (isEngineer === true) return 'engineer';
  const isHelpDesk = isNamedIn(helpDesk, userId, known);
  if (isHelpDesk === true) return 'help-desk';
  return isEngineer === null || isHelpDesk === null ? 'cannot-tell' : 'not-listed';
}

/** null: cannot tell. */
function isNamedIn(
  { groupIds, userIds }: NamedPeople,
  userId: string,
  { membersByGroup }: Known,
): boolean | null {
  if (userIds.includes(userId)) return true;
  const groups = groupIds.map((groupId) => membersByGroup.get(groupId));
  if (groups.some((members) => members?.has(userId) === true)) return true;
  return groups.includes(undefined) ? null : false;
}

function refused(reason: AdmissionRefusal): Admission {
  return { kind: 'refused', reason };
}
