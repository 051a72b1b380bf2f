import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { People } from '../access/access.ts';
import { createRemembered } from '../access/remembered.ts';
import { MINUTE_MS, SECOND_MS, type EpochMs } from '../diagnosis/time.ts';
import { callSlack, slackErrorCode } from './manners.ts';
import type { Wait } from './wait.ts';

/** What Slack knows of conversations. */
export interface Channels {
  /**
   * Whether people from outside the own workspace can read along, or are invited to: other organizations, and other workspaces of the same one.
   * A direct message with the bot is not shared. A conversation that the bot cannot see counts as shared, for nobody can tell who does.
   * Rejects where Slack does not tell.
   */
  isSharedOutside(channelId: string): Promise<boolean>;
  /** The same, asked anew: for what takes long to make, or tells of everybody. */
  isSharedOutsideNow(channelId: string): Promise<boolean>;
  /**
   * The same and more, asked anew: for what is to hold for long. Rejects where Slack does not tell.
   * @param wait how a rate limit is waited out; left out: as always
   */
  standingOf(channelId: string, wait?: Wait): Promise<ChannelStanding>;
  /** Slack has said that people from outside read along from now on: counts for 5 minutes, for its answers may be slower than its events. */
  noteShared(channelId: string): void;
}

/**
 * What the bot may do in a conversation: everything where it is `open`. `unseen`: it does not see who is there, as in a private channel without
 * it. `direct`: with one person.
 */
export type ChannelStanding = 'open' | 'not-a-member' | 'shared-outside' | 'unseen' | 'direct';

/** What to do about Slack's reasons for not naming the members of a group. */
const NEXT_STEPS: Readonly<Record<string, string>> = {
  plan_upgrade_required:
    'this plan of Slack has no user groups: name user ids instead, in SLACK_ENGINEER_USERS and SLACK_HELP_DESK_USERS',
  no_such_subteam:
    'there is no such user group, or it is disabled: mend SLACK_ENGINEER_GROUPS and SLACK_HELP_DESK_GROUPS',
  missing_scope: 'the app lacks the scope usergroups:read: take over manifest.yml and install the app again',
};

/** Of a channel that becomes shared, Slack tells one replica: this is how long the others may not know it. */
const CHANNEL_FRESH_FOR_MS = MINUTE_MS;
const NOTICE_FOR_MS = 5 * MINUTE_MS;
const CHANNEL_FAILURE_FOR_MS = 5 * SECOND_MS;

const groupMembers = z.object({ users: z.array(z.string()) });

const userInfo = z.object({
  user: z.object({
    deleted: z.boolean().default(false),
    is_stranger: z.boolean().default(false),
    is_restricted: z.boolean().optional(),
    is_ultra_restricted: z.boolean().default(false),
  }),
});

const conversationInfo = z.object({
  channel: z.object({
    is_ext_shared: z.boolean(),
    is_pending_ext_shared: z.boolean().default(false),
    is_org_shared: z.boolean().default(false),
    is_member: z.boolean().default(false),
  }),
});

interface Asking {
  readonly client: WebClient;
  readonly wait: Wait;
}

/** Asks Slack about people, each time anew. */
export function createPeople({ client, wait }: Asking): People {
  return {
    async memberIdsOf(groupId) {
      try {
        const answer = await callSlack(() => client.usergroups.users.list({ usergroup: groupId }), {
          wait,
          harmless: true,
        });
        return groupMembers.parse(answer).users;
      } catch (error) {
        const nextStep = NEXT_STEPS[slackErrorCode(error) ?? ''];
        if (nextStep === undefined) throw error;
        throw new Error(`the members of user group ${groupId} are not known: ${nextStep}`, { cause: error });
      }
    },

    async isGuest(userId) {
      const answer = await callSlack(() => client.users.info({ user: userId }), { wait, harmless: true });
      const { user } = userInfo.parse(answer);
      if (user.deleted || user.is_stranger || user.is_ultra_restricted) return true;
      // Of members Slack always tells it; where it does not, silence must not admit anybody.
      if (user.is_restricted === undefined)
        throw new Error('users.info does not tell whether this is a guest');
      return user.is_restricted;
    },
  };
}

/** Remembers for a minute what Slack told. */
export function createChannels({
  client,
  wait,
  clock,
}: Asking & { readonly clock: () => EpochMs }): Channels {
  const ask = async (channelId: string, waiting = wait) => {
    const answer = await callSlack(() => client.conversations.info({ channel: channelId }), {
      wait: waiting,
      harmless: true,
    });
    const { channel } = conversationInfo.parse(answer);
    const isShared = channel.is_ext_shared || channel.is_pending_ext_shared || channel.is_org_shared;
    return { isShared, isMember: channel.is_member };
  };
  const shared = createRemembered({
    clock,
    freshForMs: CHANNEL_FRESH_FOR_MS,
    failureForMs: CHANNEL_FAILURE_FOR_MS,
    ask: async (channelId) => (await ask(channelId)).isShared,
  });
  const noticedAtMs = new Map<string, EpochMs>();
  const isNoticed = (channelId: string): boolean =>
    clock() - (noticedAtMs.get(channelId) ?? -Infinity) < NOTICE_FOR_MS;

  async function standingOf(channelId: string, waiting?: Wait): Promise<ChannelStanding> {
    if (channelId.startsWith('D')) return 'direct';
    if (isNoticed(channelId)) return 'shared-outside';
    try {
      const { isShared, isMember } = await ask(channelId, waiting);
      shared.told(channelId, isShared);
      if (isShared) return 'shared-outside';
      return isMember ? 'open' : 'not-a-member';
    } catch (error) {
      if (isUnseen(error)) return 'unseen';
      throw error;
    }
  }

  return {
    async isSharedOutside(channelId) {
      if (channelId.startsWith('D')) return false;
      if (isNoticed(channelId)) return true;
      try {
        return await shared.of(channelId);
      } catch (error) {
        // Not remembered: whoever invites the bot is not told for minutes that the channel is shared.
        if (isUnseen(error)) return true;
        throw error;
      }
    },
    async isSharedOutsideNow(channelId) {
      const standing = await standingOf(channelId);
      return standing === 'shared-outside' || standing === 'unseen';
    },
    standingOf,
    noteShared(channelId) {
      noticedAtMs.set(channelId, clock());
    },
  };
}

/** A private channel without the bot, or a message among several people, for which the manifest asks no scope. */
function isUnseen(error: unknown): boolean {
  if (!(error instanceof WebAPIPlatformError)) return false;
  const { data } = error;
  return data.error === 'channel_not_found' || ('needed' in data && data.needed === 'mpim:read');
}
