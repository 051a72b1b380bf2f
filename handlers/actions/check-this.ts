import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { readTarget } from '../../src/slack/target.ts';
import { answerCheck } from '../shared/answer-check.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { checkNamed } from '../shared/kept-diagnosis.ts';
import { onAction, valueOf } from '../shared/on-action.ts';

/** "Check" on a line of a list of subjects. */
export const checkThis: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.checkThis,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.checkThis, async (interaction, action) => {
      const { checkId, subjectId, ...howAsked } = readTarget(valueOf(action));
      const check = checkNamed(handling, checkId, interaction.viewer.words);
      await answerCheck(handling, interaction, {
        check,
        subjectIds: [subjectId],
        saysChange: false,
        ...howAsked,
      });
    });
  },
};
