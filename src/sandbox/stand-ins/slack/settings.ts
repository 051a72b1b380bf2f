import type { AppManifest } from './manifest.ts';

/** What this Slack is when it begins: one workspace, its people, groups and channels, and one app. */
export interface SlackWorldSettings {
  /** Real time unless a test wants its own. */
  readonly clock?: () => number;
  readonly teamId: string;
  readonly enterpriseId?: string | null;
  readonly botToken: string;
  readonly appToken?: string;
  readonly botUserId: string;
  readonly botId: string;
  /** What the app was granted when it was installed. */
  readonly scopes: readonly string[];
  /** Whether whoever installed it has granted what the app declares as optional, too. Off by default. */
  readonly grantsOptionalScopes?: boolean;
  /** What the app declares of itself; left out: manifest.yml. */
  readonly app?: AppManifest;
  readonly channels: readonly SlackChannel[];
  readonly users: readonly SlackUser[];
  readonly userGroups?: readonly SlackUserGroup[];
  /** What people have written before anything begins. */
  readonly seededMessages?: readonly SeededMessage[];
  /** As Slack does: one message a second to a channel. Off by default, so that tests need not wait. */
  readonly limitsMessageRate?: boolean;
}

export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  readonly topic?: string;
  readonly isBotMember: boolean;
  readonly isArchived?: boolean;
  readonly isPrivate?: boolean;
  /** With another organization. */
  readonly isShared?: boolean;
  /** Another organization is invited, and nobody of it has joined yet. */
  readonly isPendingShared?: boolean;
  /** The people in it; left out: everybody. */
  readonly memberIds?: readonly string[];
}

export interface SlackUser {
  readonly id: string;
  readonly name: string;
  /** The workspace of this person: another one's for somebody of another organization. */
  readonly teamId: string;
  /** Left out: an engineer, or an outsider if of another workspace. */
  readonly role?: 'engineer' | 'help-desk' | 'outsider' | 'guest';
  /** As `es-ES`; left out: en-US. */
  readonly locale?: string;
}

interface SlackUserGroup {
  readonly id: string;
  readonly userIds: readonly string[];
}

interface SeededMessage {
  readonly channel: string;
  readonly userId: string;
  /** Slack's own markup. */
  readonly text: string;
  /** How long before the beginning it was written. */
  readonly agoMs: number;
  readonly attachments?: readonly unknown[];
}
