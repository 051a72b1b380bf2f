import { callSlack, slackErrorCode } from './manners.ts';
import type { Posting } from './post-to.ts';

/** The address of a message; null where it is not there any more. */
export async function permalinkOf(
  { client, wait }: Posting,
  { channelId, ts }: { readonly channelId: string; readonly ts: string },
): Promise<string | null> {
  try {
    const { permalink } = await callSlack(
      () => client.chat.getPermalink({ channel: channelId, message_ts: ts }),
      { wait, harmless: true },
    );
    if (permalink === undefined) throw new Error('chat.getPermalink answered without a link');
    return permalink;
  } catch (error) {
    if (slackErrorCode(error) === 'message_not_found') return null;
    throw error;
  }
}
