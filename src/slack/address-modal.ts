import type { SlackWords } from '../words/slack.en.ts';
import { CALLBACK_IDS } from './action-ids.ts';
import { input, plainText, section, type Modal } from './blocks.ts';
import { markup } from './markup.ts';
import { writeModalOrigin, type ModalOrigin } from './target.ts';
import { validModal } from './validate-message.ts';

/** The field's block and action id. */
export const ADDRESS = 'address';

/** Asks for an address to compare with the recipients. */
export function addressModal(origin: ModalOrigin, { address }: SlackWords): Modal {
  return validModal({
    type: 'modal',
    callback_id: CALLBACK_IDS.address,
    private_metadata: writeModalOrigin(origin),
    title: plainText(address.title),
    submit: plainText(address.submit),
    close: plainText(address.close),
    blocks: [
      input(ADDRESS, address.label, { type: 'email_text_input', action_id: ADDRESS }, { hint: address.hint }),
    ],
  });
}

/** Shows one sentence in the place of the question. The address is not repeated. */
export function addressAnswerModal(sentence: string, { address }: SlackWords): Modal {
  return validModal({
    type: 'modal',
    title: plainText(address.title),
    close: plainText(address.close),
    blocks: [section(markup`${sentence}`)],
  });
}
