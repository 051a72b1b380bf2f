import { callSlack, slackErrorCode } from './manners.ts';
import type { Upload } from './network.ts';
import { isClosedToTheBot, type Posting } from './post-to.ts';

/** A file for people. */
export interface SharedFile {
  readonly bytes: Uint8Array;
  /** Its ending says what it is. */
  readonly fileName: string;
  readonly title: string;
  /** Of a picture, the same in words, for whoever cannot see it; null: it is none. */
  readonly altText: string | null;
}

export interface Uploading extends Posting {
  readonly upload: Upload;
}

/**
 * Shows a file in a channel's thread, or to one person in their messages with the app.
 * @returns false where the bot may not post there
 */
export async function uploadFile(
  uploading: Uploading,
  place: { readonly channelId: string; readonly threadTs: string | null },
  file: SharedFile,
): Promise<boolean> {
  const id = await bringFile(uploading, file);
  try {
    await shareFile(uploading, place, { id, title: file.title });
    return true;
  } catch (error) {
    if (isClosedToFiles(error)) return false;
    throw error;
  }
}

/** Brings a file to Slack; nobody sees it yet. @returns its id */
export async function bringFile(
  { client, upload, wait }: Uploading,
  { bytes, fileName, altText }: Omit<SharedFile, 'title'>,
): Promise<string> {
  // The library's types call it `alt_text`; Slack documents `alt_txt`.
  const alternative = altText === null ? {} : { alt_txt: altText };
  const announced = { filename: fileName, length: bytes.byteLength, ...alternative };
  const ticket = await callSlack(() => client.files.getUploadURLExternal(announced), {
    wait,
    harmless: true,
  });
  const { upload_url: url, file_id: id } = ticket;
  if (url === undefined || id === undefined) throw new Error('Slack gave no address to upload to');
  const { status } = await upload(url, bytes);
  if (status !== 200) throw new Error(`Slack’s upload answered with status ${status}`);
  return id;
}

/** Shows a file that was brought. Throws what Slack said. */
export async function shareFile(
  { client, wait }: Posting,
  place: { readonly channelId: string; readonly threadTs: string | null },
  { id, title }: { readonly id: string; readonly title: string },
): Promise<void> {
  await callSlack(
    () => client.files.completeUploadExternal({ files: [{ id, title }], ...destination(place) }),
    { wait, harmless: false },
  );
}

/** Whether Slack does not let the bot show files there. */
export function isClosedToFiles(error: unknown): boolean {
  // For a channel that it cannot see, this method has a word of its own.
  return isClosedToTheBot(error) || slackErrorCode(error) === 'invalid_channel';
}

/** The conversation between the app and one person. */
export async function directChannelOf({ client, wait }: Posting, userId: string): Promise<string> {
  const { channel } = await callSlack(() => client.conversations.open({ users: userId }), {
    wait,
    harmless: true,
  });
  if (channel?.id === undefined) throw new Error('conversations.open named no channel');
  return channel.id;
}

function destination({ channelId, threadTs }: { channelId: string; threadTs: string | null }) {
  return threadTs === null ? { channel_id: channelId } : { channel_id: channelId, thread_ts: threadTs };
}
