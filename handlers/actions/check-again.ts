import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { answerCheck } from '../shared/answer-check.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { keptDiagnosis } from '../shared/kept-diagnosis.ts';
import { isPrivate, onAction, valueOf } from '../shared/on-action.ts';

/** "Check again": the same subject, as of now, and what has changed. */
export const checkAgain: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.checkAgain,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.checkAgain, async (interaction, action) => {
      const { diagnosis, check } = await keptDiagnosis(handling, valueOf(action), interaction.viewer.words);
      await answerCheck(handling, interaction, {
        check,
        subjectIds: [diagnosis.subjectId],
        asOfMs: null,
        windowMs: null,
        // What was for one person stays so.
        visibility: isPrivate(action) ? 'private' : null,
        words: null,
        saysChange: true,
      });
    });
  },
};
