/**
 * Why nothing is posted in an incident's channel, as people are told: others read it, answers are not public there, the bot is not in it, its
 * thread is locked, or Slack refuses for another reason.
 */
export type WhyClosed = 'shared' | 'not-allowed' | 'not-a-member' | 'thread-locked' | 'refused';

const NOT_A_MEMBER: ReadonlySet<string> = new Set(['not_in_channel', 'channel_not_found']);

/** @param reason of the fact `channel-closed`: Slack's code, or the bot's own */
export function whyClosed(reason: string): WhyClosed {
  if (reason === 'channel-shared') return 'shared';
  if (reason === 'channel-not-allowed') return 'not-allowed';
  if (reason === 'restricted_action_thread_locked') return 'thread-locked';
  return NOT_A_MEMBER.has(reason) ? 'not-a-member' : 'refused';
}
