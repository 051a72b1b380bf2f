import type { SlackWords } from '../words/slack.en.ts';
import { CALLBACK_IDS } from './action-ids.ts';
import { input, plainText, section, type Modal } from './blocks.ts';
import { channelLink, woven } from './markup.ts';
import { writeModalOrigin, type ModalOrigin } from './target.ts';
import { validModal } from './validate-message.ts';

/** The field's block and action id. */
export const TICKET = 'ticket';

/** One reference without spaces: there is no room for anybody's name. */
const TICKET_REFERENCE = /^[\p{L}\p{N}#:_./-]{1,40}$/u;

/** Asks for the ticket before a diagnosis is handed to whoever is on call. */
export function handOverModal(
  origin: ModalOrigin,
  channelId: string,
  { handOver, checkModal }: SlackWords,
): Modal {
  return validModal({
    type: 'modal',
    callback_id: CALLBACK_IDS.handOver,
    private_metadata: writeModalOrigin(origin),
    title: plainText(handOver.title),
    submit: plainText(handOver.submit),
    close: plainText(checkModal.close),
    blocks: [
      section(woven(handOver.intro, channelLink(channelId))),
      input(
        TICKET,
        handOver.ticket,
        { type: 'plain_text_input', action_id: TICKET, max_length: 40 },
        { isOptional: true, hint: handOver.ticketHint },
      ),
    ],
  });
}

/** Whether somebody has typed a reference, and nothing else. */
export function isTicketReference(text: string): boolean {
  return TICKET_REFERENCE.test(text);
}
