import type { DetailsPage } from '../../src/slack/digest-target.ts';
import { noticeMessage } from '../../src/slack/error-message.ts';
import { drawDetails } from './draw-digest.ts';
import type { Handling } from './handling.ts';
import { audit, type Interaction } from './interaction.ts';
import { digestViewer, keptDigest, noLongerKept } from './kept-digest.ts';
import { isPrivate } from './on-action.ts';
import type { ActionPayload } from './payloads.ts';
import { postDetails, type BeingPosted } from './post-details.ts';
import { decideDigestShowing } from './showing.ts';

/** Answers a button that shows the details of a digest: in its thread for all, once, or to whoever pressed it alone. */
export async function showDetails(
  handling: Handling,
  interaction: Interaction,
  action: ActionPayload,
  { digestId, offset }: DetailsPage,
  beingPosted: BeingPosted,
): Promise<void> {
  const { asker, conversation, thread } = interaction;
  const kept = await keptDigest(handling, digestId, interaction);
  const asMade = await handling.digesting.reopenAsMade(digestId);
  if (asMade === null) throw noLongerKept(interaction);
  const { scope, digest } = kept.made;
  const showing = await decideDigestShowing(handling, interaction, isPrivate(action) ? 'private' : null);
  const viewer = await digestViewer(handling, scope, showing);
  const messages = await drawDetails(handling, kept, { asMade, offset }, viewer);
  const { channelId } = asker;
  if (messages.length === 0) {
    const { words } = interaction.viewer;
    await conversation.whisper(noticeMessage('ℹ️', words.digests.details.over, words));
  } else if (showing.visibility.kind === 'channel' && channelId !== null && thread !== null) {
    const details = { digestId, offset, channelId, threadTs: thread.ts, messages, words: viewer.words };
    await postDetails(handling, interaction, details, beingPosted);
  } else {
    for (const message of messages) await conversation.whisper(message);
  }
  const { checkId } = digest;
  await audit(handling, interaction, { event: 'digest-shown', digest: { checkId, digestId } });
}
