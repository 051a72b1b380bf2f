import { z } from 'zod';
import {
  actionId,
  anyText,
  confirmation,
  hasOneImage,
  hasOneSource,
  imageParts,
  option,
  optionSource,
  optionsIn,
  overflowOption,
  plain,
  richOption,
  type SlackOption,
} from './composition-rules.ts';

/* What Slack refuses of the elements in blocks. */

const placeholder = plain(150).optional();
const common = {
  action_id: actionId,
  confirm: confirmation.optional(),
  focus_on_load: z.boolean().optional(),
};
const initialMustBeAnOption = 'initial_option must be one of the options';

const button = z.strictObject({
  type: z.literal('button'),
  text: plain(75),
  action_id: actionId,
  value: z.string().max(2_000).optional(),
  url: z.url().max(3_000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirmation.optional(),
  accessibility_label: z.string().max(75).optional(),
});

const staticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    placeholder,
    ...optionSource,
    initial_option: option.optional(),
    ...common,
  })
  .refine(hasOneSource, 'either options or option_groups')
  .refine((menu) => isAmong(menu.initial_option, optionsIn(menu)), initialMustBeAnOption);

const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  placeholder,
  initial_option: option.optional(),
  min_query_length: z.int().min(0).optional(),
  ...common,
});

const multiExternalSelect = z
  .strictObject({
    type: z.literal('multi_external_select'),
    placeholder,
    initial_options: z.array(option).min(1).max(100).optional(),
    min_query_length: z.int().min(0).optional(),
    max_selected_items: z.int().min(1).optional(),
    ...common,
  })
  .refine(
    ({ initial_options: initial = [], max_selected_items: max = 100 }) => initial.length <= max,
    'more initial_options than max_selected_items',
  );

const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  placeholder,
  initial_user: z.string().optional(),
  ...common,
});

const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  placeholder,
  initial_conversation: z.string().optional(),
  default_to_current_conversation: z.boolean().optional(),
  response_url_enabled: z.boolean().optional(),
  filter: z
    .strictObject({
      include: z
        .array(z.enum(['im', 'mpim', 'private', 'public']))
        .min(1)
        .optional(),
      exclude_external_shared_channels: z.boolean().optional(),
      exclude_bot_users: z.boolean().optional(),
    })
    .optional(),
  ...common,
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  options: z.array(overflowOption).min(1).max(5),
  action_id: actionId,
  confirm: confirmation.optional(),
});

const radioButtons = z
  .strictObject({
    type: z.literal('radio_buttons'),
    options: z.array(richOption).min(1).max(10),
    initial_option: richOption.optional(),
    ...common,
  })
  .refine((group) => isAmong(group.initial_option, group.options), initialMustBeAnOption);

const checkboxes = z
  .strictObject({
    type: z.literal('checkboxes'),
    options: z.array(richOption).min(1).max(10),
    initial_options: z.array(richOption).min(1).optional(),
    ...common,
  })
  .refine(
    (group) => (group.initial_options ?? []).every((one) => isAmong(one, group.options)),
    'initial_options must be among the options',
  );

const dateTimePicker = z.strictObject({
  type: z.literal('datetimepicker'),
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
  ...common,
});

const typed = {
  action_id: actionId,
  initial_value: z.string().optional(),
  placeholder,
  focus_on_load: z.boolean().optional(),
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1),
    })
    .optional(),
};

const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(3_000).optional(),
    max_length: z.int().min(1).max(3_000).optional(),
    ...typed,
  })
  .refine(({ min_length: min = 0, max_length: max = 3_000 }) => min <= max, 'min_length above max_length');

const emailInput = z.strictObject({ type: z.literal('email_text_input'), ...typed });

const image = z
  .strictObject({ type: z.literal('image'), ...imageParts })
  .refine(hasOneImage, 'either image_url or slack_file');

/** In an actions block. */
export const actionElement = z.discriminatedUnion('type', [
  button,
  staticSelect,
  externalSelect,
  usersSelect,
  conversationsSelect,
  overflow,
  radioButtons,
  checkboxes,
  dateTimePicker,
]);

/** Beside the text of a section. */
export const accessory = z.discriminatedUnion('type', [
  button,
  staticSelect,
  externalSelect,
  multiExternalSelect,
  usersSelect,
  conversationsSelect,
  overflow,
  radioButtons,
  checkboxes,
  image,
]);

/** In an input block. */
export const inputElement = z.discriminatedUnion('type', [
  plainTextInput,
  emailInput,
  staticSelect,
  externalSelect,
  multiExternalSelect,
  usersSelect,
  conversationsSelect,
  radioButtons,
  checkboxes,
  dateTimePicker,
]);

const text = anyText(3_000);

/** In a context block. */
export const contextElement = z.union([text, image]);

/** An element that people do something with. */
export type Control = Exclude<
  z.infer<typeof actionElement> | z.infer<typeof accessory> | z.infer<typeof inputElement>,
  { type: 'image' }
>;

/** Slack compares whole options. */
function isAmong(wanted: SlackOption | undefined, options: readonly SlackOption[]): boolean {
  if (wanted === undefined) return true;
  return options.some(
    ({ value, text: label }) =>
      value === wanted.value && label.type === wanted.text.type && label.text === wanted.text.text,
  );
}
