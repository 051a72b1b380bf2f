import { SECOND_MS } from '../../src/diagnosis/time.ts';
import { UsageError } from '../../src/errors.ts';
import { CALLBACK_IDS } from '../../src/slack/action-ids.ts';
import { ADDRESS, addressAnswerModal } from '../../src/slack/address-modal.ts';
import { updateModal } from '../../src/slack/modals.ts';
import { readModalOrigin } from '../../src/slack/target.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { audited } from '../shared/audit.ts';
import { audit } from '../shared/interaction.ts';
import { keptDiagnosis } from '../shared/kept-diagnosis.ts';
import { fieldOf, onSubmission } from '../shared/on-submission.ts';
import { whyUnreadable } from '../shared/why-unreadable.ts';
import { placeOfOrigin } from '../shared/place-of-origin.ts';

/** An address to compare with the recipients: answered in the same modal, and forgotten. */
export const addressForm: HandlerEntry = {
  kind: 'view',
  id: CALLBACK_IDS.address,
  register(app, handling) {
    onSubmission<{ readonly address: string }>(app, handling, {
      callbackId: CALLBACK_IDS.address,
      read: (submission) => ({ fields: { address: fieldOf(submission, ADDRESS)?.value ?? '' } }),
      placeOf: placeOfOrigin,
      staysOpen: {
        meanwhile: (words) => addressAnswerModal(words.address.looking, words),
        notice: addressAnswerModal,
      },
      async work(interaction, { address }, submission) {
        const { viewer, client } = interaction;
        const { words } = viewer;
        const { diagnosisId } = readModalOrigin(submission.view.private_metadata);
        const { diagnosis, check } = await keptDiagnosis(handling, diagnosisId, words);
        const taken = handling.rateLimit.take(interaction.asker.userId, 1);
        if (!taken.ok) {
          throw new UsageError(words.refusals.rateLimit(Math.ceil(taken.retryAfterMs / SECOND_MS)));
        }
        const lookup = await handling.directory.standingOf(check, diagnosis.subjectId, address);
        const sentence =
          lookup.status === 'ok'
            ? words.address[lookup.standing]
            : words.address.failed(whyUnreadable(lookup.problem, viewer));
        const posting = { client, wait: handling.wait };
        await updateModal(posting, submission.view.id, addressAnswerModal(sentence, words));
        await audit(handling, interaction, { event: 'compared-address', diagnosis: audited(diagnosis) });
      },
    });
  },
};
