import type { Check } from '../checks/check.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS, CALLBACK_IDS } from './action-ids.ts';
import { input, option, plainText, type Modal } from './blocks.ts';
import { validModal } from './validate-message.ts';

/** The fields' block ids; their controls have the same action ids, but for the type-ahead, whose id is in `ACTION_IDS`. */
export const CHECK_FIELDS = {
  subject: 'subject',
  asOf: 'as-of',
  window: 'window',
  where: 'where',
  visibility: 'visibility',
} as const;

/** From so many letters on the type-ahead searches. */
const MIN_QUERY_LENGTH = 2;

/** Everything that the command takes, as a form: the subject by a type-ahead. */
export function checkModal(check: Check, words: SlackWords): Modal {
  const { checkModal: says } = words;
  const { noun } = check.words(words.locale);
  const visibilities = (['usual', 'private', 'public'] as const).map((value) =>
    option(value, says.visibilities[value]),
  );
  const [usual = option('usual', says.visibilities.usual)] = visibilities;
  return validModal({
    type: 'modal',
    callback_id: CALLBACK_IDS.check,
    private_metadata: check.id,
    title: plainText(says.title),
    submit: plainText(says.submit),
    close: plainText(says.close),
    blocks: [
      input(CHECK_FIELDS.subject, says.subject(noun), {
        type: 'external_select',
        action_id: ACTION_IDS.subject,
        min_query_length: MIN_QUERY_LENGTH,
        placeholder: plainText(says.subjectPlaceholder),
      }),
      input(
        CHECK_FIELDS.where,
        says.where,
        {
          type: 'conversations_select',
          action_id: CHECK_FIELDS.where,
          default_to_current_conversation: true,
          response_url_enabled: true,
        },
        { isOptional: true },
      ),
      input(CHECK_FIELDS.visibility, says.visibility, {
        type: 'radio_buttons',
        action_id: CHECK_FIELDS.visibility,
        options: visibilities,
        initial_option: usual,
      }),
      input(
        CHECK_FIELDS.asOf,
        says.asOf,
        { type: 'datetimepicker', action_id: CHECK_FIELDS.asOf },
        { isOptional: true },
      ),
      input(
        CHECK_FIELDS.window,
        says.window,
        {
          type: 'plain_text_input',
          action_id: CHECK_FIELDS.window,
          placeholder: plainText(says.windowPlaceholder),
          max_length: 6,
        },
        { isOptional: true },
      ),
    ],
  });
}
