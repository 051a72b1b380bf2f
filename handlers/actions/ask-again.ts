import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { readAskedCheck } from '../../src/slack/target.ts';
import { answerCheck } from '../shared/answer-check.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { checkNamed } from '../shared/kept-diagnosis.ts';
import { isPrivate, onAction, valueOf } from '../shared/on-action.ts';

/** "Check again" beneath a check that was interrupted: the same subjects, in the same way. There is no diagnosis to go by. */
export const askAgain: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.askAgain,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.askAgain, async (interaction, action) => {
      const { checkId, subjectIds, asOfMs, windowMs } = readAskedCheck(valueOf(action));
      await answerCheck(handling, interaction, {
        check: checkNamed(handling, checkId, interaction.viewer.words),
        subjectIds,
        asOfMs,
        windowMs,
        // What was for one person stays so.
        visibility: isPrivate(action) ? 'private' : null,
        words: null,
        saysChange: false,
      });
    });
  },
};
