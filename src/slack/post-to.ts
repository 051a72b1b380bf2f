import type { WebClient } from '@slack/web-api';
import type { Message } from './blocks.ts';
import { callSlack, slackErrorCode } from './manners.ts';
import { validMessage } from './validate-message.ts';
import type { Wait } from './wait.ts';

/** Slack's reasons that somebody can mend: by inviting the bot, or by another channel. */
const CLOSED = new Set([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
]);

/**
 * Posts a message that is no answer to anybody: into a channel, for all.
 * @returns false where the bot may not post there
 */
export async function postTo(
  { client, wait }: { readonly client: WebClient; readonly wait: Wait },
  { channelId, threadTs }: { readonly channelId: string; readonly threadTs: string | null },
  message: Message,
): Promise<boolean> {
  const { text, blocks } = validMessage(message);
  try {
    await callSlack(
      () =>
        client.chat.postMessage({
          channel: channelId,
          text,
          blocks: [...blocks],
          unfurl_links: false,
          unfurl_media: false,
          ...(threadTs === null ? {} : { thread_ts: threadTs }),
        }),
      { wait, harmless: false },
    );
    return true;
  } catch (error) {
    if (CLOSED.has(slackErrorCode(error) ?? '')) return false;
    throw error;
  }
}
