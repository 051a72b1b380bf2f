import type { ClientMessage } from '../../stand-ins/slack/client-api.ts';

/** Messages that stand in the conversation itself: no replies, but for those that were sent there too, or whose first message is not there. */
export function topLevelOf(messages: readonly ClientMessage[]): readonly ClientMessage[] {
  const known = new Set(messages.map(({ ts }) => ts));
  return messages.filter(
    ({ ts, threadTs, isBroadcast }) =>
      threadTs === null || threadTs === ts || isBroadcast || !known.has(threadTs),
  );
}

/** The replies to a message, oldest first. */
export function repliesTo(ts: string, messages: readonly ClientMessage[]): readonly ClientMessage[] {
  return messages.filter((message) => message.threadTs === ts && message.ts !== ts);
}
