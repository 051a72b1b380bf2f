import { noticeMessage } from '../../src/slack/error-message.ts';
import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { readDigestSubject } from '../../src/slack/digest-target.ts';
import { unmutedMessage } from '../../src/slack/mute-messages.ts';
import { nameIn } from '../shared/digest-subject.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { audit } from '../shared/interaction.ts';
import { keptDigest } from '../shared/kept-digest.ts';
import { onAction, valueOf } from '../shared/on-action.ts';
import { requireEngineer } from '../shared/refuse.ts';
import { decideDigestShowing } from '../shared/showing.ts';

/** "Unmute": digests list somebody again, from the next one on. */
export const unmute: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.unmute,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.unmute, async (interaction, action) => {
      await requireEngineer(handling, interaction);
      const { asker, conversation, viewer } = interaction;
      const { digestId, subjectId } = readDigestSubject(valueOf(action));
      const kept = await keptDigest(handling, digestId, interaction);
      const name = nameIn(kept, subjectId, interaction);
      const { checkId } = kept.made.digest;
      if (!(await handling.digesting.mutes.end(checkId, subjectId, handling.clock()))) {
        return conversation.whisper(noticeMessage('ℹ️', viewer.words.digests.mute.notMuted, viewer.words));
      }
      const showing = await decideDigestShowing(handling, interaction, null);
      conversation.showTo(showing.visibility);
      await conversation.answer(unmutedMessage(name, asker.userId, showing.viewer.words));
      await audit(handling, interaction, { event: 'unmuted', subject: { checkId, subjectId } });
    });
  },
};
