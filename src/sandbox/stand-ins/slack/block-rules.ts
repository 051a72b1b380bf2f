import { z } from 'zod';
import { asksForResponseUrl, blockList } from './block-kinds.ts';
import { hasOneSource, option, optionSource, plain } from './composition-rules.ts';

/* What Slack refuses of messages, modals, App Homes, and of the options that an external select is given. */

const MAX_TEXT = 40_000;
const MAX_TEXT_OF_ALL_BLOCKS = 13_200;
const MAX_VIEW_BYTES = 250_000;

const messageBlocks = blockList(50)
  .refine((blocks) => blocks.every(({ type }) => type !== 'input'), 'an input block in a message')
  .refine((blocks) => !blocks.some(asksForResponseUrl), 'response_url_enabled outside of a modal');

const viewParts = {
  private_metadata: z.string().max(3_000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
};

const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: plain(24),
    close: plain(24).optional(),
    submit: plain(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
    blocks: blockList(100).min(1),
    ...viewParts,
  })
  .refine(
    ({ blocks, submit }) => submit !== undefined || blocks.every(({ type }) => type !== 'input'),
    'submit is required where there is an input block',
  )
  .refine(
    ({ blocks }) => blocks.every((block) => block.type === 'input' || !asksForResponseUrl(block)),
    'response_url_enabled outside of an input block',
  );

const home = z
  .strictObject({ type: z.literal('home'), blocks: blockList(100), ...viewParts })
  .refine(({ blocks }) => !blocks.some(asksForResponseUrl), 'response_url_enabled outside of a modal');

/** None at all is a good answer. */
const suggestion = z
  .strictObject({ ...optionSource, options: z.array(option).max(100).optional() })
  .refine(hasOneSource, 'either options or option_groups');

/** Slack's own name for the mistake, and where it lies. */
export interface Refusal {
  readonly error: string;
  readonly messages: readonly string[];
}

/** @returns Slack's refusal of a message, or null */
export function refusalOfMessage(text: string, blocks: readonly unknown[]): Refusal | null {
  if (text === '' && blocks.length === 0) return { error: 'no_text', messages: [] };
  if (text.length > MAX_TEXT) return { error: 'msg_too_long', messages: [] };
  const parsed = messageBlocks.safeParse(blocks);
  if (!parsed.success) return { error: 'invalid_blocks', messages: complaintsOf(parsed.error) };
  if (textLength(blocks) > MAX_TEXT_OF_ALL_BLOCKS) return { error: 'msg_blocks_too_long', messages: [] };
  return null;
}

export type Modal = z.infer<typeof modal>;
export type Home = z.infer<typeof home>;

type Checked<View> = { readonly view: View } | { readonly refusal: Refusal };

export function checkModal(view: unknown): Checked<Modal> {
  return check(modal, view);
}

export function checkHome(view: unknown): Checked<Home> {
  return check(home, view);
}

/** @returns Slack's refusal of a modal, or null */
export function refusalOfModal(view: unknown): Refusal | null {
  const checked = checkModal(view);
  return 'refusal' in checked ? checked.refusal : null;
}

/** @returns the options that the bot suggests, or null where Slack would not show them. */
export function readSuggestion(answer: unknown): z.infer<typeof suggestion> | null {
  const parsed = suggestion.safeParse(answer);
  return parsed.success ? parsed.data : null;
}

function check<View>(shape: z.ZodType<View>, view: unknown): Checked<View> {
  const parsed = shape.safeParse(view);
  if (!parsed.success) {
    return { refusal: { error: 'invalid_arguments', messages: complaintsOf(parsed.error) } };
  }
  if (JSON.stringify(view).length > MAX_VIEW_BYTES) {
    return { refusal: { error: 'view_too_large', messages: [] } };
  }
  return { view: parsed.data };
}

/** As Slack lists them in `response_metadata.messages`. */
function complaintsOf(error: z.ZodError): string[] {
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
