import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { noticeMessage } from '../../src/slack/error-message.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { audited } from '../shared/audit.ts';
import { audit } from '../shared/interaction.ts';
import { keptDiagnosis } from '../shared/kept-diagnosis.ts';
import { onAction, valueOf } from '../shared/on-action.ts';

/** "This is right": kept with the diagnosis. */
export const right: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.right,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.right, async (interaction, action) => {
      const { asker, viewer, conversation } = interaction;
      const { diagnosis } = await keptDiagnosis(handling, valueOf(action), viewer.words);
      await handling.memory.recordFeedback({
        diagnosisId: diagnosis.id,
        userId: asker.userId,
        isRight: true,
        why: null,
        atMs: handling.clock(),
      });
      await audit(handling, interaction, { event: 'said-right', diagnosis: audited(diagnosis) });
      await conversation.whisper(noticeMessage('✓', viewer.words.feedback.thanks, viewer.words));
    });
  },
};
