import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { blocksModal } from '../../src/slack/notice-modal.ts';
import { readFoundDiagnosis } from '../../src/slack/target.ts';
import { drawDiagnosis } from '../shared/draw.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { audited } from '../shared/audit.ts';
import { audit } from '../shared/interaction.ts';
import { keptDiagnosis } from '../shared/kept-diagnosis.ts';
import { openModal } from '../shared/modal.ts';
import { isPrivate, onAction, valueOf } from '../shared/on-action.ts';
import { decideShowing } from '../shared/showing.ts';

/** "Show" on a line of a list: the whole diagnosis, in the list's thread; from App Home in a modal. */
export const show: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.show,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.show, async (interaction, action) => {
      const { viewer, conversation, asker } = interaction;
      const { diagnosisId, ...howAsked } = readFoundDiagnosis(valueOf(action));
      const { diagnosis, check } = await keptDiagnosis(handling, diagnosisId, viewer.words);
      const showing = await decideShowing(handling, interaction, isPrivate(action) ? 'private' : null);
      const surroundings = { ...showing, preface: null, howAsked };
      const message = drawDiagnosis(handling, check, diagnosis, surroundings);
      if (asker.channelId === null) {
        await openModal(interaction, action, blocksModal(message.blocks, viewer.words));
      } else {
        conversation.showTo(showing.visibility);
        await conversation.answer(message);
      }
      await audit(handling, interaction, { event: 'shown', diagnosis: audited(diagnosis) });
    });
  },
};
