import { noticeMessage } from '../../src/slack/error-message.ts';
import { directChannelOf, uploadFile, type SharedFile } from '../../src/slack/upload.ts';
import type { Handling } from './handling.ts';
import type { Interaction } from './interaction.ts';
import type { Showing } from './showing.ts';

/** Tells a person that a file is in their messages with the app. */
interface SaidAside {
  readonly emoji: string;
  /** Why it is not in the channel. */
  readonly direct: string;
  /** Where there is no channel. */
  readonly sent: string;
}

/**
 * Shows a file in the thread. A file cannot be for one person in a channel: such a one goes into their messages with the app, and they are told.
 * @returns whether all in the channel see it
 */
export async function shareFile(
  { upload, wait }: Handling,
  { asker, viewer, conversation, client, thread }: Interaction,
  { visibility }: Showing,
  file: SharedFile,
  { emoji, direct, sent }: SaidAside,
): Promise<boolean> {
  const uploading = { client, upload, wait };
  const { channelId } = asker;
  const isShown =
    visibility.kind === 'channel' &&
    channelId !== null &&
    (await uploadFile(uploading, { channelId, threadTs: thread?.ts ?? null }, file));
  if (isShown) return true;
  const directId = await directChannelOf(uploading, asker.userId);
  const isSent = await uploadFile(uploading, { channelId: directId, threadTs: null }, file);
  if (!isSent) throw new Error('Slack took the file neither in the channel nor for the person alone');
  if (channelId !== directId) {
    await conversation.whisper(noticeMessage(emoji, channelId === null ? sent : direct, viewer.words));
  }
  return false;
}
