import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { feedbackModal } from '../../src/slack/feedback-modal.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { keptDiagnosis } from '../shared/kept-diagnosis.ts';
import { openModal, originOf } from '../shared/modal.ts';
import { onAction, valueOf } from '../shared/on-action.ts';

/** "This is wrong": asks why. */
export const wrong: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.wrong,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.wrong, async (interaction, action) => {
      const { words } = interaction.viewer;
      const { diagnosis } = await keptDiagnosis(handling, valueOf(action), words);
      await openModal(interaction, action, feedbackModal(originOf(interaction, diagnosis.id), words));
    });
  },
};
