import type { PlacedControl } from '../controls.ts';
import type { EnteredValue } from '../entered.ts';

/** What Slack's own app has to say to a field of a modal before it sends anything; null: nothing. */
export function complaintAbout(
  { control, input }: PlacedControl,
  value: EnteredValue | undefined,
): string | null {
  if (input === null) return null;
  if (value === undefined || isEmpty(value)) {
    return input.isOptional ? null : 'Please complete this required field.';
  }
  const text = value['value'];
  if (typeof text !== 'string') return null;
  if (control.type === 'email_text_input') {
    return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? null : 'Please enter a valid email address.';
  }
  if (control.type !== 'plain_text_input') return null;
  const { min_length: min = 0, max_length: max = 3_000 } = control;
  if (text.length < min) return `Must be at least ${min} characters.`;
  return text.length > max ? `Must be at most ${max} characters.` : null;
}

function isEmpty(value: EnteredValue): boolean {
  const held = Object.entries(value).filter(([name]) => name !== 'type');
  return held.every(([, one]) => one === null || (Array.isArray(one) && one.length === 0));
}
