import type { BlockValue } from './client-api.ts';
import { optionsIn, type SlackOption } from './composition-rules.ts';
import type { PlacedControl } from './controls.ts';
import type { Control } from './element-rules.ts';

/** What stands in a control, as Slack tells it in `state.values` and in `actions`. */
export type EnteredValue = Readonly<Record<string, unknown>>;

/** By block id, then by action id. */
export type EnteredValues = Readonly<Record<string, Readonly<Record<string, EnteredValue>>>>;

/**
 * What a person has put into a control.
 * @param value null: it is empty
 * @returns null where this control cannot hold that, as an option that it does not have
 */
export function entered(control: Control, value: BlockValue | null): EnteredValue | null {
  const { type } = control;
  switch (type) {
    case 'button':
      return { type, text: control.text, ...(control.value === undefined ? {} : { value: control.value }) };
    case 'plain_text_input':
    case 'email_text_input':
      return textEntered(type, value);
    case 'conversations_select':
      if (value !== null && value.type !== 'conversation') return null;
      return { type, selected_conversation: value === null ? null : value.id };
    case 'datetimepicker':
      if (value !== null && value.type !== 'instant') return null;
      return { type, selected_date_time: value === null ? null : value.epochSeconds };
    case 'checkboxes':
      return optionsEntered(control, value);
    case 'users_select':
      if (value !== null && value.type !== 'user') return null;
      return { type, selected_user: value === null ? null : value.id };
    case 'multi_external_select':
      return suggestedOptionsEntered(control, value);
    case 'external_select':
      if (value !== null && value.type !== 'option') return null;
      return { type, selected_option: value === null ? null : suggestedOption(value) };
    default:
      return optionEntered(control, value);
  }
}

/** What stands in a control before anybody has touched it. */
function initiallyEntered(control: Control): EnteredValue | null {
  const { type } = control;
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
      return { type, value: control.initial_value ?? null };
    case 'conversations_select':
      return { type, selected_conversation: control.initial_conversation ?? null };
    case 'datetimepicker':
      return { type, selected_date_time: control.initial_date_time ?? null };
    case 'users_select':
      return { type, selected_user: control.initial_user ?? null };
    case 'checkboxes':
    case 'multi_external_select':
      return { type, selected_options: control.initial_options ?? [] };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: control.initial_option ?? null };
    default:
      // Buttons and overflow menus hold nothing.
      return null;
  }
}

/** `state.values`: what has been entered into these controls so far, and else what stood there from the beginning. */
export function stateOf(controls: readonly PlacedControl[], soFar: EnteredValues): EnteredValues {
  const state: Record<string, Record<string, EnteredValue>> = {};
  for (const { blockId, actionId, control } of controls) {
    const initial = initiallyEntered(control);
    if (initial === null) continue;
    state[blockId] = { ...state[blockId], [actionId]: soFar[blockId]?.[actionId] ?? initial };
  }
  return state;
}

/** Adds one value to those that have been entered before. */
export function withEntered(
  values: EnteredValues,
  { blockId, actionId }: PlacedControl,
  value: EnteredValue,
): EnteredValues {
  return { ...values, [blockId]: { ...values[blockId], [actionId]: value } };
}

function textEntered(type: string, value: BlockValue | null): EnteredValue | null {
  if (value !== null && value.type !== 'text') return null;
  return { type, value: value === null || value.value === '' ? null : value.value };
}

function optionEntered(
  control: Extract<Control, { type: 'static_select' | 'radio_buttons' | 'overflow' }>,
  value: BlockValue | null,
): EnteredValue | null {
  if (value === null) return { type: control.type, selected_option: null };
  if (value.type !== 'option') return null;
  const chosen = optionsIn(control).find((option) => option.value === value.value);
  return chosen === undefined ? null : { type: control.type, selected_option: chosen };
}

function optionsEntered(
  { type, options }: Extract<Control, { type: 'checkboxes' }>,
  value: BlockValue | null,
): EnteredValue | null {
  if (value === null) return { type, selected_options: [] };
  if (value.type !== 'options') return null;
  const chosen = options.filter((option) => value.values.includes(option.value));
  return chosen.length === value.values.length ? { type, selected_options: chosen } : null;
}

function suggestedOptionsEntered(
  { type, max_selected_items: max = 100 }: Extract<Control, { type: 'multi_external_select' }>,
  value: BlockValue | null,
): EnteredValue | null {
  if (value === null) return { type, selected_options: [] };
  if (value.type !== 'suggested' || value.options.length > max) return null;
  return { type, selected_options: value.options.map(suggestedOption) };
}

function suggestedOption({ value, label }: { value: string; label: string }): SlackOption {
  return { text: { type: 'plain_text', text: label, emoji: true }, value };
}
