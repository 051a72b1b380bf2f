import type { EpochMs } from '../diagnosis/time.ts';

/** For whom an answer is drawn: engineers see sources and evidence, the help desk plain words. */
export const AUDIENCES = ['engineer', 'help-desk'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Whom the configuration names. All four lists empty: everybody of the workspace, as an engineer. */
export interface AccessPolicy {
  readonly engineers: { readonly groupIds: readonly string[]; readonly userIds: readonly string[] };
  readonly helpDesk: { readonly groupIds: readonly string[]; readonly userIds: readonly string[] };
  readonly guests: 'refuse' | 'admit';
}

export type AdmissionRefusal = 'not-listed' | 'guest' | 'cannot-tell';

export type Admission =
  | { readonly kind: 'admitted'; readonly audience: Audience }
  | { readonly kind: 'refused'; readonly reason: AdmissionRefusal };

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

export function createAccess(_settings: AccessSettings): Access {
  throw new Error('not built yet');
}
