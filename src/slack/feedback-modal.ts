import type { SlackWords } from '../words/slack.en.ts';
import { CALLBACK_IDS } from './action-ids.ts';
import { input, plainText, type Modal } from './blocks.ts';
import { writeModalOrigin, type ModalOrigin } from './target.ts';
import { validModal } from './validate-message.ts';

/** The field's block and action id. */
export const WHY = 'why';

const MAX_WHY = 500;

/** Asks what is wrong with a diagnosis. */
export function feedbackModal(origin: ModalOrigin, { feedback, checkModal }: SlackWords): Modal {
  return validModal({
    type: 'modal',
    callback_id: CALLBACK_IDS.feedback,
    private_metadata: writeModalOrigin(origin),
    title: plainText(feedback.title),
    submit: plainText(feedback.submit),
    close: plainText(checkModal.close),
    blocks: [
      input(
        WHY,
        feedback.why,
        { type: 'plain_text_input', action_id: WHY, multiline: true, max_length: MAX_WHY },
        { hint: feedback.hint },
      ),
    ],
  });
}
