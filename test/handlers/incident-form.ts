import { z } from 'zod';
import type { BlockValue } from '../../src/sandbox/stand-ins/slack/client-api.ts';
import type { Person } from './person.ts';

const option = z.object({ value: z.string(), text: z.object({ text: z.string() }) });

const field = z.object({
  type: z.literal('input'),
  block_id: z.string(),
  element: z.object({
    initial_value: z.string().optional(),
    initial_option: option.optional(),
    initial_options: z.array(option).optional(),
    initial_conversation: z.string().optional(),
    initial_date_time: z.number().optional(),
  }),
});

/** What the modal on top was filled in with, as a person would hand it in who touches nothing. */
export async function filledIn(person: Person): Promise<Readonly<Record<string, BlockValue>>> {
  const { blocks } = await person.modal();
  return Object.fromEntries(
    blocks.flatMap((block) => {
      const read = field.safeParse(block);
      if (!read.success) return [];
      const value = valueOf(read.data.element);
      return value === null ? [] : [[read.data.block_id, value]];
    }),
  );
}

function valueOf(element: z.infer<typeof field>['element']): BlockValue | null {
  const { initial_value: typed, initial_option: one, initial_options: several } = element;
  const { initial_conversation: id, initial_date_time: epochSeconds } = element;
  if (typed !== undefined) return { type: 'text', value: typed };
  if (one !== undefined) return { type: 'option', ...optionOf(one) };
  if (several !== undefined) return { type: 'suggested', options: several.map(optionOf) };
  if (id !== undefined) return { type: 'conversation', id };
  return epochSeconds === undefined ? null : { type: 'instant', epochSeconds };
}

function optionOf({ value, text }: z.infer<typeof option>) {
  return { value, label: text.text };
}
