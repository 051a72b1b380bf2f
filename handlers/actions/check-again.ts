import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { answerCheck } from '../shared/answer-check.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { onButton } from '../shared/interaction.ts';
import { keptDiagnosis } from '../shared/kept-diagnosis.ts';

/** "Check again": the same subject, as of now. */
export const checkAgain: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.checkAgain,
  register(app, handling) {
    onButton(app, handling, ACTION_IDS.checkAgain, async (interaction, button) => {
      const { diagnosis, check } = await keptDiagnosis(handling, button);
      await answerCheck(handling, interaction, {
        check,
        subjectIds: [diagnosis.subjectId],
        asOfMs: null,
        windowMs: null,
      });
    });
  },
};
