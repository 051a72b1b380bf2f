import { CALLBACK_IDS } from '../../src/slack/action-ids.ts';
import { noticeMessage } from '../../src/slack/error-message.ts';
import { WHY } from '../../src/slack/feedback-modal.ts';
import { readModalOrigin } from '../../src/slack/target.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { audited } from '../shared/audit.ts';
import { audit } from '../shared/interaction.ts';
import { keptDiagnosis } from '../shared/kept-diagnosis.ts';
import { fieldOf, onSubmission } from '../shared/on-submission.ts';
import { placeOfOrigin } from '../shared/place-of-origin.ts';

/** What somebody says is wrong with a diagnosis: kept with it. */
export const feedbackForm: HandlerEntry = {
  kind: 'view',
  id: CALLBACK_IDS.feedback,
  register(app, handling) {
    onSubmission<{ readonly why: string | null }>(app, handling, {
      callbackId: CALLBACK_IDS.feedback,
      read: (submission) => ({ fields: { why: fieldOf(submission, WHY)?.value ?? null } }),
      placeOf: placeOfOrigin,
      async work(interaction, { why }, { view }) {
        const { asker, viewer, conversation } = interaction;
        const { diagnosisId } = readModalOrigin(view.private_metadata);
        const { diagnosis } = await keptDiagnosis(handling, diagnosisId, viewer.words);
        await handling.memory.recordFeedback({
          diagnosisId,
          userId: asker.userId,
          isRight: false,
          why,
          atMs: handling.clock(),
        });
        await audit(handling, interaction, { event: 'said-wrong', diagnosis: audited(diagnosis) });
        await conversation.whisper(noticeMessage('✓', viewer.words.feedback.thanks, viewer.words));
      },
    });
  },
};
