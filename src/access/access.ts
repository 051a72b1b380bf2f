import { MINUTE_MS, SECOND_MS, type EpochMs } from '../diagnosis/time.ts';
import { decideAdmission, neededAnswers, type AccessPolicy, type Admission } from './admission.ts';
import { createRemembered } from './remembered.ts';

export type { AccessPolicy, Admission, AdmissionRefusal, Audience } from './admission.ts';

/** Whoever loses a right in Slack loses it here within this time; a change of a group that Slack announces counts at once. */
const FRESH_FOR_MS = 10 * MINUTE_MS;
const FAILURE_FOR_MS = 5 * SECOND_MS;

/** What Slack knows of people. Every method rejects where Slack does not tell. */
export interface People {
  memberIdsOf(groupId: string): Promise<readonly string[]>;
  isGuest(userId: string): Promise<boolean>;
}

/** Who may use the bot, and as whom. */
export interface Access {
  /** Never rejects: where nobody can tell, nobody is admitted. */
  admit(userId: string): Promise<Admission>;
  /** Asks for the members of groups anew: Slack has said that they changed. */
  forgetMembers(): void;
}

export interface AccessSettings {
  readonly policy: AccessPolicy;
  readonly people: People;
  readonly clock: () => EpochMs;
  /** Told of every question that Slack did not answer. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Admits by the configuration's lists. Answers of Slack count for 10 minutes, never longer: where it does not answer and no younger answer is
 * known, whoever cannot be told is refused. `decideAdmission` has the table.
 */
export function createAccess({ policy, people, clock, onFailure }: AccessSettings): Access {
  const remembered = <Answer>(ask: (key: string) => Promise<Answer>) =>
    createRemembered({
      clock,
      freshForMs: FRESH_FOR_MS,
      failureForMs: FAILURE_FOR_MS,
      async ask(key) {
        try {
          return await ask(key);
        } catch (error) {
          onFailure(error);
          throw error;
        }
      },
    });
  const members = remembered(async (groupId) => new Set(await people.memberIdsOf(groupId)));
  const guests = remembered((userId) => people.isGuest(userId));

  return {
    async admit(userId) {
      const needed = neededAnswers(policy, userId);
      const [isGuest, ...groups] = await Promise.all([
        needed.isGuest ? orNull(guests.of(userId)) : null,
        ...needed.groupIds.map(async (groupId) => ({ groupId, ids: await orNull(members.of(groupId)) })),
      ]);
      const membersByGroup = new Map(
        groups.flatMap(({ groupId, ids }) => (ids === null ? [] : [[groupId, ids] as const])),
      );
      return decideAdmission(policy, userId, { membersByGroup, isGuest });
    },
    forgetMembers: () => members.forget(),
  };
}

/** A failure was told already; here it only means that nobody can tell. */
async function orNull<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  try {
    return await answer;
  } catch {
    return null;
  }
}
