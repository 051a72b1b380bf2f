import { asRepeat } from '../../src/slack/as-repeat.ts';
import type { Message } from '../../src/slack/blocks.ts';
import { detailsAlreadyMessage } from '../../src/slack/digest-details.ts';
import { noticeMessage } from '../../src/slack/error-message.ts';
import { permalinkOf } from '../../src/slack/permalink.ts';
import { postMessage } from '../../src/slack/post-to.ts';
import type { SlackWords } from '../../src/words/slack.en.ts';
import type { Handling } from './handling.ts';
import type { Interaction } from './interaction.ts';

/** The details of one digest in one thread. */
export interface ThreadedDetails {
  readonly digestId: string;
  /** From where on they are: each page is posted once. */
  readonly offset: number;
  readonly channelId: string;
  readonly threadTs: string;
  readonly messages: readonly Message[];
  /** In the language of the messages. */
  readonly words: SlackWords;
}

/** Which details are being posted at the moment: whoever asks for them then need not make them stand twice. */
export type BeingPosted = Set<string>;

/**
 * Posts a page of the details of a digest into its thread, once: whoever asks for them again is shown where they stand. Where the bot may not post any more,
 * the asker alone sees them.
 */
export async function postDetails(
  handling: Handling,
  interaction: Interaction,
  details: ThreadedDetails,
  beingPosted: BeingPosted,
): Promise<void> {
  const { conversation, viewer } = interaction;
  const { digestId, offset, channelId, threadTs } = details;
  const page = offset === 0 ? '' : ` from ${offset}`;
  const key = `details ${digestId} ${channelId} ${threadTs}${page}`;
  if (beingPosted.has(key)) {
    const { posting } = viewer.words.digests.details;
    return conversation.whisper(noticeMessage('⏳', posting, viewer.words));
  }
  beingPosted.add(key);
  try {
    await postAll(handling, interaction, details, key);
  } finally {
    beingPosted.delete(key);
  }
}

async function postAll(
  handling: Handling,
  interaction: Interaction,
  { channelId, threadTs, messages, words }: ThreadedDetails,
  key: string,
): Promise<void> {
  const { conversation, client, viewer } = interaction;
  const posting = { client, wait: handling.wait };
  let firstStandsAt: string | null = null;
  for (const [index, message] of messages.entries()) {
    const outcome = await handling.postOnce({
      key: `${key} ${index}`,
      channelId,
      threadTs,
      message: (isRepeat) => (isRepeat ? asRepeat(message, words) : message),
    });
    if (outcome.kind === 'closed') return whisperAll(interaction, messages.slice(index));
    if (outcome.kind === 'stands') firstStandsAt ??= outcome.ts;
  }
  if (firstStandsAt === null) return;
  const url = await permalinkOf(posting, { channelId, ts: firstStandsAt });
  if (url !== null) return conversation.whisper(detailsAlreadyMessage(url, viewer.words));
  // Somebody has deleted them since.
  for (const message of messages) await postMessage(posting, { channelId, threadTs }, message);
}

async function whisperAll({ conversation }: Interaction, messages: readonly Message[]): Promise<void> {
  for (const message of messages) await conversation.whisper(message);
}
