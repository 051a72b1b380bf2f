import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { diagnosisBlocks } from '../../src/slack/diagnosis-message.ts';
import { blocksModal } from '../../src/slack/notice-modal.ts';
import { ASKED_PLAINLY } from '../../src/slack/target.ts';
import { drawDiagnosis, reportFor } from '../shared/draw.ts';
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
      const { diagnosis, check } = await keptDiagnosis(handling, valueOf(action), viewer.words);
      if (asker.channelId === null) {
        const drawn = {
          report: reportFor(check, diagnosis, viewer),
          diagnosisId: diagnosis.id,
          hasDirectory: check.subject.directory !== null,
        };
        const blocks = diagnosisBlocks(drawn, viewer.words);
        await openModal(interaction, action, blocksModal(blocks, viewer.words));
      } else {
        const showing = await decideShowing(handling, interaction, isPrivate(action) ? 'private' : null);
        conversation.showTo(showing.visibility);
        const surroundings = { ...showing, preface: null, howAsked: ASKED_PLAINLY };
        await conversation.answer(drawDiagnosis(handling, check, diagnosis, surroundings));
      }
      await audit(handling, interaction, { event: 'shown', diagnosis: audited(diagnosis) });
    });
  },
};
