/** Why nothing is posted in an incident's channel, as people are told: others read it, answers are not public there, or Slack refuses. */
export type WhyClosed = 'shared' | 'not-allowed' | 'refused';

/** @param reason of the fact `channel-closed`: Slack's code, or the bot's own */
export function whyClosed(reason: string): WhyClosed {
  if (reason === 'channel-shared') return 'shared';
  return reason === 'channel-not-allowed' ? 'not-allowed' : 'refused';
}
