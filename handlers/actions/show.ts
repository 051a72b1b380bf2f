import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { answerMessage } from '../shared/answer-check.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { audit, onButton } from '../shared/interaction.ts';
import { keptDiagnosis } from '../shared/kept-diagnosis.ts';

/** "Show" on a line of a list: the whole diagnosis, in the list's thread. */
export const show: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.show,
  register(app, handling) {
    onButton(app, handling, ACTION_IDS.show, async (interaction, button) => {
      const { diagnosis, check } = await keptDiagnosis(handling, button);
      await audit(handling, interaction, { event: 'shown', diagnosisId: diagnosis.id });
      await interaction.conversation.answer(answerMessage(handling, check, [diagnosis]));
    });
  },
};
