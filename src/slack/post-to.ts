import type { MessageMetadata } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Message } from './blocks.ts';
import { callSlack, slackErrorCode } from './manners.ts';
import { validMessage } from './validate-message.ts';
import type { Wait } from './wait.ts';

/** Slack's reasons for not letting the bot post in a channel. Somebody can mend them: by inviting it, or by another channel. */
export const NOT_A_MEMBER = ['not_in_channel', 'channel_not_found'] as const;
export const CLOSED_CHANNEL = [
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_locked',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
] as const;
const CLOSED: ReadonlySet<string> = new Set([...NOT_A_MEMBER, ...CLOSED_CHANNEL]);

/** Whether Slack does not let the bot post in that channel. */
export function isClosedToTheBot(error: unknown): boolean {
  return CLOSED.has(slackErrorCode(error) ?? '');
}

/** What it takes to write in Slack. */
export interface Posting {
  readonly client: WebClient;
  readonly wait: Wait;
}

/** Where a message goes. */
export interface PostingPlace {
  readonly channelId: string;
  readonly threadTs: string | null;
  /** An answer in a thread that also shows in the channel. */
  readonly alsoInChannel?: boolean;
}

/**
 * Posts a message for all in a channel, or to a person in their messages with the app. Throws what Slack said.
 * @param metadata ids for programs: everybody in the channel can read it
 */
export async function postMessage(
  { client, wait }: Posting,
  { channelId, threadTs, alsoInChannel = false }: PostingPlace,
  message: Message,
  metadata?: MessageMetadata,
): Promise<{ readonly channel: string; readonly ts: string }> {
  const { text, blocks } = validMessage(message);
  const { channel = channelId, ts } = await callSlack(
    () =>
      client.chat.postMessage({
        channel: channelId,
        text,
        blocks: [...blocks],
        unfurl_links: false,
        unfurl_media: false,
        ...threadOf(threadTs, alsoInChannel),
        ...(metadata === undefined ? {} : { metadata }),
      }),
    { wait, harmless: false },
  );
  if (ts === undefined) throw new Error('chat.postMessage answered without a ts');
  return { channel, ts };
}

function threadOf(threadTs: string | null, alsoInChannel: boolean) {
  if (threadTs === null) return {};
  return alsoInChannel ? { thread_ts: threadTs, reply_broadcast: true as const } : { thread_ts: threadTs };
}

/** Where a message stands that the bot may edit. */
export interface Place {
  readonly channelId: string;
  readonly ts: string;
}

/** Puts a message in the place of one that stands. Throws what Slack said. */
export async function updateMessage(
  { client, wait }: Posting,
  { channelId, ts }: Place,
  message: Message,
): Promise<void> {
  // Blocks and text always go together: Slack drops blocks that an edit leaves out.
  const { text, blocks } = validMessage(message);
  await callSlack(() => client.chat.update({ channel: channelId, ts, text, blocks: [...blocks] }), {
    wait,
    harmless: true,
  });
}

/**
 * Posts a message that is no answer to anybody: into a channel, for all.
 * @returns false where the bot may not post there
 */
export async function postTo(
  posting: Posting,
  place: { readonly channelId: string; readonly threadTs: string | null },
  message: Message,
): Promise<boolean> {
  try {
    await postMessage(posting, place, message);
    return true;
  } catch (error) {
    if (isClosedToTheBot(error)) return false;
    throw error;
  }
}
