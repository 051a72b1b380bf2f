import { UsageError } from '../../src/errors.ts';
import { CALLBACK_IDS } from '../../src/slack/action-ids.ts';
import type { Message } from '../../src/slack/blocks.ts';
import { section } from '../../src/slack/blocks.ts';
import { isTicketReference, TICKET } from '../../src/slack/hand-over-modal.ts';
import { channelLink, markup, mention, woven, type Markup } from '../../src/slack/markup.ts';
import { postTo } from '../../src/slack/post-to.ts';
import { ASKED_PLAINLY, readModalOrigin } from '../../src/slack/target.ts';
import { validMessage } from '../../src/slack/validate-message.ts';
import { drawDiagnosis } from '../shared/draw.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { channelViewer } from '../shared/handling.ts';
import { audited } from '../shared/audit.ts';
import { audit } from '../shared/interaction.ts';
import { keptDiagnosis } from '../shared/kept-diagnosis.ts';
import { fieldOf, onSubmission } from '../shared/on-submission.ts';
import { placeOfOrigin } from '../shared/place-of-origin.ts';
import { mayBeSharedOutside } from '../shared/showing.ts';

/** The ticket of "Hand to on-call": the diagnosis, as engineers see it, goes to the channel of whoever is on call. */
export const handOverForm: HandlerEntry = {
  kind: 'view',
  id: CALLBACK_IDS.handOver,
  register(app, handling) {
    onSubmission<{ readonly ticket: string | null }>(app, handling, {
      callbackId: CALLBACK_IDS.handOver,
      read(submission, words) {
        const ticket = fieldOf(submission, TICKET)?.value?.trim() ?? '';
        if (ticket === '') return { fields: { ticket: null } };
        return isTicketReference(ticket)
          ? { fields: { ticket } }
          : { errors: { [TICKET]: words.handOver.wrongTicket } };
      },
      placeOf: placeOfOrigin,
      async work(interaction, { ticket }, { view }) {
        const { asker, viewer, conversation, client } = interaction;
        const { onCallChannelId: channelId } = handling.places;
        if (channelId === null) throw new UsageError(viewer.words.handOver.nowhere);
        const { diagnosisId } = readModalOrigin(view.private_metadata);
        const { diagnosis, check } = await keptDiagnosis(handling, diagnosisId, viewer.words);
        const all = channelViewer(handling);
        const message = drawDiagnosis(handling, check, diagnosis, {
          viewer: all,
          canShare: false,
          preface: woven((user) => all.words.handOver.by(user, ticket), mention(asker.userId)),
          howAsked: ASKED_PLAINLY,
        });
        if (await mayBeSharedOutside(handling, interaction, channelId)) {
          throw new UsageError(viewer.words.handOver.outside);
        }
        const place = { channelId, threadTs: null };
        const isPosted = await postTo({ client, wait: handling.wait }, place, message);
        const { done, closed } = viewer.words.handOver;
        if (isPosted)
          await audit(handling, interaction, { event: 'handed-over', diagnosis: audited(diagnosis) });
        await conversation.whisper(
          isPosted
            ? sentence('✓', woven(done, channelLink(channelId)))
            : sentence('⚠️', woven(closed, channelLink(channelId))),
        );
      },
    });
  },
};

function sentence(emoji: string, said: Markup): Message {
  const drawn = markup`${emoji} ${said}`;
  return validMessage({ text: drawn.markup, blocks: [section(drawn)] });
}
