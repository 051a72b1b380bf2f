import { z } from 'zod';

/**
 * What Slack refuses of blocks: written from Slack's documentation and apart from the bot's own validator, so that the one finds the
 * other's mistakes.
 */
const plain = (max: number) => z.object({ type: z.literal('plain_text'), text: z.string().min(1).max(max) });
const anyText = (max: number) =>
  z.object({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string().min(1).max(max) });

const blockId = z.string().max(255).optional();
const button = z.object({
  type: z.literal('button'),
  text: plain(75),
  action_id: z.string().min(1).max(255),
  value: z.string().max(2_000).optional(),
  url: z.url().max(3_000).optional(),
});

const block = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('section'),
    block_id: blockId,
    text: anyText(3_000),
    fields: z.array(anyText(2_000)).max(10).optional(),
    accessory: button.optional(),
  }),
  z.object({ type: z.literal('header'), block_id: blockId, text: plain(150) }),
  z.object({ type: z.literal('divider'), block_id: blockId }),
  z.object({
    type: z.literal('context'),
    block_id: blockId,
    elements: z.array(anyText(3_000)).min(1).max(10),
  }),
  z.object({
    type: z.literal('actions'),
    block_id: blockId,
    elements: z
      .array(button)
      .min(1)
      .max(25)
      .refine((buttons) => new Set(buttons.map((one) => one.action_id)).size === buttons.length),
  }),
  z.object({
    type: z.literal('rich_text'),
    block_id: blockId,
    elements: z.array(
      z.object({
        type: z.literal('rich_text_preformatted'),
        elements: z.array(z.object({ type: z.literal('text'), text: z.string().min(1) })).min(1),
      }),
    ),
  }),
]);

const messageBlocks = z.array(block).max(50);
const modal = z.object({
  type: z.literal('modal'),
  title: plain(24),
  close: plain(24).optional(),
  submit: plain(24).optional(),
  private_metadata: z.string().max(3_000).optional(),
  blocks: z.array(block).min(1).max(100),
});

const MAX_TEXT = 40_000;
const MAX_TEXT_OF_ALL_BLOCKS = 13_200;

export interface Refusal {
  readonly error: string;
  readonly messages: readonly string[];
}

/** @returns Slack's refusal of a message, or null */
export function refusalOfMessage(text: string, blocks: readonly unknown[]): Refusal | null {
  if (text === '' && blocks.length === 0) return { error: 'no_text', messages: [] };
  if (text.length > MAX_TEXT) return { error: 'msg_too_long', messages: [] };
  const parsed = messageBlocks.safeParse(blocks);
  if (!parsed.success) return { error: 'invalid_blocks', messages: complaints(parsed.error) };
  if (textLength(blocks) > MAX_TEXT_OF_ALL_BLOCKS) return { error: 'msg_blocks_too_long', messages: [] };
  return null;
}

/** @returns Slack's refusal of a modal, or null */
export function refusalOfModal(view: unknown): Refusal | null {
  const parsed = modal.safeParse(view);
  return parsed.success ? null : { error: 'invalid_arguments', messages: complaints(parsed.error) };
}

function complaints(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => `[ERROR] ${message} [json-pointer:/${path.join('/')}]`);
}

/** All text in blocks, wherever it stands. */
function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + textLength(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) => sum + (key === 'text' && typeof item === 'string' ? item.length : textLength(item)),
    0,
  );
}
