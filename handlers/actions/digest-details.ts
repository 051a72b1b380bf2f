import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { drawDetails } from '../shared/draw-digest.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { audit } from '../shared/interaction.ts';
import { digestViewer, keptDigest } from '../shared/kept-digest.ts';
import { isPrivate, onAction, valueOf } from '../shared/on-action.ts';
import { postDetails, type BeingPosted } from '../shared/post-details.ts';
import { decideDigestShowing } from '../shared/showing.ts';

/** "Details in thread": whom a digest is about, by name; in its thread once, for one person alone as often as they like. */
export const digestDetails: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.digestDetails,
  register(app, handling) {
    const beingPosted: BeingPosted = new Set();
    onAction(app, handling, ACTION_IDS.digestDetails, async (interaction, action) => {
      const { conversation, asker, thread } = interaction;
      const kept = await keptDigest(handling, valueOf(action), interaction);
      const showing = await decideDigestShowing(handling, interaction, isPrivate(action) ? 'private' : null);
      const viewer = await digestViewer(handling, kept.made.scope, showing);
      const messages = drawDetails(kept, viewer);
      const { channelId } = asker;
      const { id: digestId, digest } = kept.made;
      if (showing.visibility.kind === 'channel' && channelId !== null && thread !== null) {
        const details = { digestId, channelId, threadTs: thread.ts, messages, words: viewer.words };
        await postDetails(handling, interaction, details, beingPosted);
      } else {
        for (const message of messages) await conversation.whisper(message);
      }
      const { checkId } = digest;
      await audit(handling, interaction, { event: 'digest-shown', digest: { checkId, digestId } });
    });
  },
};
