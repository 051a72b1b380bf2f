import type { BlockValue, Option } from '../../stand-ins/slack/client-api.ts';
import type { Control } from '../blocks/parsed-block.ts';

/** What stands in a control before anybody touches it; null: nothing. */
export function initialValue(control: Control, channel: string | null): BlockValue | null {
  switch (control.kind) {
    case 'button':
      return null;
    case 'select':
    case 'radio':
    case 'external-select':
      return control.initial === null ? null : optionValue(control.initial);
    case 'checkboxes':
      return { type: 'options', values: control.initial.map(({ value }) => value) };
    case 'multi-external-select':
      return suggestedValue(control.initial);
    case 'user-select':
      return control.initial === null ? null : { type: 'user', id: control.initial };
    case 'conversation-select': {
      const id = control.initial ?? (control.startsHere ? channel : null);
      return id === null ? null : { type: 'conversation', id };
    }
    case 'text':
      return control.initial === '' ? null : { type: 'text', value: control.initial };
    case 'date-time':
      return control.initialEpochSeconds === null
        ? null
        : { type: 'instant', epochSeconds: control.initialEpochSeconds };
  }
}

export function optionValue({ value, label }: Option): BlockValue {
  return { type: 'option', value, label };
}

/** Of a select of several whose options the bot knows. */
export function suggestedValue(
  options: readonly Pick<Option, 'value' | 'label'>[],
): Extract<BlockValue, { type: 'suggested' }> {
  return { type: 'suggested', options: options.map(({ value, label }) => ({ value, label })) };
}

/** Whether nothing has been put in: such a value is not sent. */
export function isEmpty(value: BlockValue | null): value is null {
  if (value === null) return true;
  if (value.type === 'text') return value.value.trim() === '';
  if (value.type === 'suggested') return value.options.length === 0;
  return value.type === 'options' && value.values.length === 0;
}

/** Made of several controls, so that no single one can carry its label. */
export function isGroup({ kind }: Control): boolean {
  return kind === 'radio' || kind === 'checkboxes';
}
