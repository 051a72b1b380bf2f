import { z } from 'zod';
import { anyText, blockId, hasOneImage, imageParts, plain } from './composition-rules.ts';
import { accessory, actionElement, contextElement, inputElement } from './element-rules.ts';
import { richTextBlock } from './rich-text-rules.ts';

/* What Slack refuses of blocks, wherever they stand. What only some surfaces take: see `block-rules.ts`. */

const block = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('section'),
      block_id: blockId,
      text: anyText(3_000).optional(),
      fields: z.array(anyText(2_000)).min(1).max(10).optional(),
      accessory: accessory.optional(),
      expand: z.boolean().optional(),
    })
    .refine(({ text, fields }) => text !== undefined || fields !== undefined, 'neither text nor fields'),
  z.strictObject({ type: z.literal('header'), block_id: blockId, text: plain(150) }),
  z.strictObject({ type: z.literal('divider'), block_id: blockId }),
  z
    .strictObject({
      type: z.literal('image'),
      block_id: blockId,
      title: plain(2_000).optional(),
      ...imageParts,
    })
    .refine(hasOneImage, 'either image_url or slack_file'),
  z.strictObject({
    type: z.literal('context'),
    block_id: blockId,
    elements: z.array(contextElement).min(1).max(10),
  }),
  z.strictObject({
    type: z.literal('actions'),
    block_id: blockId,
    elements: z
      .array(actionElement)
      .min(1)
      .max(25)
      .refine(
        (elements) => areUnique(elements.map(({ action_id: id }) => id)),
        'an action_id stands there twice',
      ),
  }),
  z.strictObject({
    type: z.literal('input'),
    block_id: blockId,
    label: plain(2_000),
    element: inputElement,
    hint: plain(2_000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
  richTextBlock,
]);

export type Block = z.infer<typeof block>;

/** Blocks for any surface. What only some surfaces take is up to them. */
export const blockList = (max: number) =>
  z
    .array(block)
    .max(max)
    .refine((blocks) => areUnique(blocks.map(({ block_id: id }) => id)), 'a block_id stands there twice');

/** Slack would answer in the channel that is chosen there: only modals have that. */
export function asksForResponseUrl(one: Block): boolean {
  return elementsOf(one).some(
    (element) => element.type === 'conversations_select' && element.response_url_enabled === true,
  );
}

/** Reads blocks that Slack has taken before. */
export function readBlocks(blocks: readonly unknown[]): Block[] {
  return z.array(block).parse(blocks);
}

/** What is inside a block that people can do something with, or look at. */
function elementsOf(one: Block) {
  switch (one.type) {
    case 'section':
      return one.accessory === undefined ? [] : [one.accessory];
    case 'actions':
      return one.elements;
    case 'input':
      return [one.element];
    default:
      return [];
  }
}

function areUnique(ids: readonly (string | undefined)[]): boolean {
  const given = ids.filter((id) => id !== undefined);
  return new Set(given).size === given.length;
}
