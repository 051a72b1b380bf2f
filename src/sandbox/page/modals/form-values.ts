import type { BlockValue, SubmitRequest } from '../../stand-ins/slack/client-api.ts';
import type { ParsedBlock } from '../blocks/parsed-block.ts';
import { initialValue, isEmpty } from '../controls/control-value.ts';

type InputBlock = Extract<ParsedBlock, { kind: 'input' }>;

/** What a person has put into the fields of a form so far; a field that is not in here is untouched. */
export type FormValues = ReadonlyMap<string, BlockValue | null>;

export function fieldKey(blockId: string, actionId: string): string {
  return JSON.stringify([blockId, actionId]);
}

/**
 * What is sent when a form is submitted: of every field what was put in, or else what stood in it from the beginning. Empty ones are left
 * out.
 *
 * @param channel the conversation that the person has open
 */
export function submittedValues(
  blocks: readonly ParsedBlock[],
  values: FormValues,
  channel: string | null,
): SubmitRequest['values'] {
  const filled = inputsIn(blocks).flatMap((block) => {
    const value = valueIn(block, values, channel);
    return isEmpty(value) ? [] : [{ block, value }];
  });
  return Object.fromEntries(
    filled.map(({ block, value }) => [block.blockId, { [block.control.actionId]: value }]),
  );
}

/** What Slack's own app has to say to fields before it sends anything, by block id. */
export function complaintsAbout(
  blocks: readonly ParsedBlock[],
  values: FormValues,
  channel: string | null,
  words: { readonly required: string; readonly notAnEmail: string },
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    inputsIn(blocks).flatMap((block): [string, string][] => {
      const value = valueIn(block, values, channel);
      if (isEmpty(value)) return block.isOptional ? [] : [[block.blockId, words.required]];
      const isEmail = block.control.kind === 'text' && block.control.input === 'email';
      const isWrong = isEmail && value.type === 'text' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.value);
      return isWrong ? [[block.blockId, words.notAnEmail]] : [];
    }),
  );
}

function inputsIn(blocks: readonly ParsedBlock[]): readonly InputBlock[] {
  return blocks.filter((block) => block.kind === 'input');
}

function valueIn(
  { blockId, control }: InputBlock,
  values: FormValues,
  channel: string | null,
): BlockValue | null {
  const touched = values.get(fieldKey(blockId, control.actionId));
  return touched === undefined ? initialValue(control, channel) : touched;
}
