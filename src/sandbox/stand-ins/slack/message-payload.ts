import { withIds } from './controls.ts';
import { filePayload } from './methods/files.ts';
import { userOf } from './places.ts';
import type { SlackWorld, StoredMessage } from './world.ts';

/** A message as Slack sends it to the bot. */
export function messagePayload(world: SlackWorld, message: StoredMessage): Readonly<Record<string, unknown>> {
  const { settings, files } = world;
  const { ts, userId, isBroadcast, text, blocks, attachments, fileIds, history } = message;
  const threadTs = threadOf(world, message);
  if (message.isDeleted) return tombstonePayload(ts, threadTs);
  return {
    type: 'message',
    ...(isBroadcast ? { subtype: 'thread_broadcast' } : {}),
    ts,
    text,
    ...(userId === null
      ? {
          user: settings.botUserId,
          bot_id: settings.botId,
          app_id: 'A0SANDBOX',
          team: settings.teamId,
          blocks: withIds(blocks),
        }
      : { user: userId, team: userOf(world, userId)?.teamId ?? settings.teamId, blocks: richText(text) }),
    ...(threadTs === null ? {} : { thread_ts: threadTs }),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(fileIds.length === 0
      ? {}
      : { files: [...files.values()].filter(({ id }) => fileIds.includes(id)).map(filePayload) }),
    ...(history.length === 0 ? {} : { edited: { user: userId ?? settings.botUserId, ts } }),
  };
}

/** What is left of a deleted message that there are answers to. */
function tombstonePayload(ts: string, threadTs: string | null): Readonly<Record<string, unknown>> {
  return {
    type: 'message',
    subtype: 'tombstone',
    ts,
    text: 'This message was deleted.',
    user: 'USLACKBOT',
    hidden: true,
    ...(threadTs === null ? {} : { thread_ts: threadTs }),
  };
}

/**
 * What the bot has attached to a message for programs.
 * @param includesPayload whether it was asked for; else Slack tells its type only
 */
export function metadataPayload(
  { metadata, isDeleted }: StoredMessage,
  includesPayload: boolean,
): Readonly<Record<string, unknown>> {
  if (metadata === null || isDeleted) return {};
  return { metadata: includesPayload ? metadata : { event_type: metadata.event_type } };
}

/** The thread that a message is in. Whatever has replies is the first of its own thread. */
export function threadOf({ messages }: SlackWorld, { ts, channel, threadTs }: StoredMessage): string | null {
  if (threadTs !== null) return threadTs;
  return messages.some((other) => other.channel === channel && other.threadTs === ts) ? ts : null;
}

/** What people type comes as rich text too. */
function richText(text: string): readonly object[] {
  const parts = text.split(/(<@[A-Z0-9]+>)/).filter((part) => part !== '');
  const elements = parts.map((part) => {
    const userId = /^<@([A-Z0-9]+)>$/.exec(part)?.[1];
    return userId === undefined ? { type: 'text', text: unescaped(part) } : { type: 'user', user_id: userId };
  });
  return [{ type: 'rich_text', block_id: 'typed', elements: [{ type: 'rich_text_section', elements }] }];
}

/** As Slack does with what people type. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
