import { z } from 'zod';
import type { Option } from '../../stand-ins/slack/client-api.ts';

/** A dialog that asks back before a press. */
export interface Confirmation {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly deny: string;
  readonly isDanger: boolean;
}

interface ControlBase {
  readonly actionId: string;
  readonly confirm: Confirmation | null;
}

/** A control as this page draws it. */
export type Control = ControlBase &
  (
    | {
        readonly kind: 'button';
        readonly label: string;
        /** For screen readers, where it says more than the label. */
        readonly description: string | null;
        readonly url: string | null;
        readonly style: 'plain' | 'primary' | 'danger';
      }
    | {
        readonly kind: 'select' | 'radio';
        readonly placeholder: string | null;
        readonly options: readonly Option[];
        readonly initial: Option | null;
      }
    | {
        readonly kind: 'external-select';
        readonly placeholder: string | null;
        /** Characters. */
        readonly minQuery: number;
        readonly initial: Option | null;
      }
    | {
        readonly kind: 'multi-external-select';
        readonly placeholder: string | null;
        /** Characters. */
        readonly minQuery: number;
        readonly initial: readonly Option[];
        readonly mostOptions: number | null;
      }
    | {
        readonly kind: 'user-select';
        readonly placeholder: string | null;
        /** A person's id. */
        readonly initial: string | null;
      }
    | {
        readonly kind: 'conversation-select';
        readonly placeholder: string | null;
        /** A conversation's id. */
        readonly initial: string | null;
        readonly startsHere: boolean;
        /** Whether the conversation with the bot may be chosen, and channels that are shared with another organization. */
        readonly offers: { readonly direct: boolean; readonly shared: boolean };
      }
    | {
        readonly kind: 'text';
        readonly input: 'line' | 'lines' | 'email';
        readonly placeholder: string | null;
        readonly initial: string;
        /** Characters. */
        readonly maxLength: number | null;
      }
    | {
        readonly kind: 'checkboxes';
        readonly options: readonly Option[];
        readonly initial: readonly Option[];
      }
    | { readonly kind: 'date-time'; readonly initialEpochSeconds: number | null }
  );

/** A block by who draws it: the library what is only text, this page all else. */
export type ParsedBlock =
  | { readonly kind: 'text'; readonly block: unknown; readonly fallback: string }
  | {
      readonly kind: 'section';
      readonly blockId: string;
      readonly text: Extract<ParsedBlock, { kind: 'text' }>;
      readonly accessory: Control;
    }
  | { readonly kind: 'actions'; readonly blockId: string; readonly controls: readonly Control[] }
  | {
      readonly kind: 'input';
      readonly blockId: string;
      readonly label: string;
      readonly hint: string | null;
      readonly isOptional: boolean;
      /** Tells the bot of every change, not only at the end. */
      readonly isDispatched: boolean;
      readonly control: Control;
    }
  | { readonly kind: 'picture'; readonly url: string; readonly altText: string; readonly title: string }
  | { readonly kind: 'unknown'; readonly type: string };

const text = z.object({ text: z.string() }).transform((object) => object.text);
const option = z
  .object({ text, value: z.string(), description: text.optional() })
  .transform(({ text: label, value, description = null }): Option => ({ label, value, description }));
const confirmation = z
  .object({ title: text, text, confirm: text, deny: text, style: z.string().optional() })
  .transform(({ style, ...words }): Confirmation => ({ ...words, isDanger: style === 'danger' }));

const base = { action_id: z.string().default(''), confirm: confirmation.optional() };
const withPlaceholder = { ...base, placeholder: text.optional() };
const common = (element: { action_id: string; confirm?: Confirmation | undefined }): ControlBase => ({
  actionId: element.action_id,
  confirm: element.confirm ?? null,
});

const button = z
  .object({
    ...base,
    type: z.literal('button'),
    text,
    url: z.string().optional(),
    style: z.enum(['primary', 'danger']).optional(),
    accessibility_label: z.string().optional(),
  })
  .transform((element): Control => ({
    ...common(element),
    kind: 'button',
    label: element.text,
    description: element.accessibility_label ?? null,
    url: element.url ?? null,
    style: element.style ?? 'plain',
  }));

const optionSelect = z
  .object({
    ...withPlaceholder,
    type: z.enum(['static_select', 'radio_buttons']),
    options: z.array(option).optional(),
    option_groups: z.array(z.object({ options: z.array(option) })).optional(),
    initial_option: option.optional(),
  })
  .transform((element): Control => ({
    ...common(element),
    kind: element.type === 'static_select' ? 'select' : 'radio',
    placeholder: element.placeholder ?? null,
    options: element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [],
    initial: element.initial_option ?? null,
  }));

const checkboxes = z
  .object({
    ...base,
    type: z.literal('checkboxes'),
    options: z.array(option),
    initial_options: z.array(option).default([]),
  })
  .transform((element): Control => ({
    ...common(element),
    kind: 'checkboxes',
    options: element.options,
    initial: element.initial_options,
  }));

const externalSelect = z
  .object({
    ...withPlaceholder,
    type: z.literal('external_select'),
    min_query_length: z.number().default(3),
    initial_option: option.optional(),
  })
  .transform((element): Control => ({
    ...common(element),
    kind: 'external-select',
    placeholder: element.placeholder ?? null,
    minQuery: element.min_query_length,
    initial: element.initial_option ?? null,
  }));

const multiExternalSelect = z
  .object({
    ...withPlaceholder,
    type: z.literal('multi_external_select'),
    min_query_length: z.number().default(3),
    initial_options: z.array(option).default([]),
    max_selected_items: z.number().optional(),
  })
  .transform((element): Control => ({
    ...common(element),
    kind: 'multi-external-select',
    placeholder: element.placeholder ?? null,
    minQuery: element.min_query_length,
    initial: element.initial_options,
    mostOptions: element.max_selected_items ?? null,
  }));

const userSelect = z
  .object({ ...withPlaceholder, type: z.literal('users_select'), initial_user: z.string().optional() })
  .transform((element): Control => ({
    ...common(element),
    kind: 'user-select',
    placeholder: element.placeholder ?? null,
    initial: element.initial_user ?? null,
  }));

const conversationSelect = z
  .object({
    ...withPlaceholder,
    type: z.enum(['conversations_select', 'channels_select']),
    initial_conversation: z.string().optional(),
    initial_channel: z.string().optional(),
    default_to_current_conversation: z.boolean().default(false),
    filter: z
      .object({
        include: z.array(z.string()).optional(),
        exclude_external_shared_channels: z.boolean().default(false),
      })
      .default({ exclude_external_shared_channels: false }),
  })
  .transform((element): Control => ({
    ...common(element),
    kind: 'conversation-select',
    placeholder: element.placeholder ?? null,
    initial: element.initial_conversation ?? element.initial_channel ?? null,
    startsHere: element.default_to_current_conversation,
    offers: {
      direct: element.filter.include?.includes('im') ?? true,
      shared: !element.filter.exclude_external_shared_channels,
    },
  }));

const textInput = z
  .object({
    ...withPlaceholder,
    type: z.enum(['plain_text_input', 'email_text_input']),
    multiline: z.boolean().default(false),
    initial_value: z.string().default(''),
    max_length: z.number().optional(),
  })
  .transform((element): Control => ({
    ...common(element),
    kind: 'text',
    input: element.type === 'email_text_input' ? 'email' : element.multiline ? 'lines' : 'line',
    placeholder: element.placeholder ?? null,
    initial: element.initial_value,
    maxLength: element.max_length ?? null,
  }));

const dateTime = z
  .object({ ...base, type: z.literal('datetimepicker'), initial_date_time: z.number().optional() })
  .transform((element): Control => ({
    ...common(element),
    kind: 'date-time',
    initialEpochSeconds: element.initial_date_time ?? null,
  }));

const control = z.union([
  button,
  optionSelect,
  checkboxes,
  externalSelect,
  multiExternalSelect,
  userSelect,
  conversationSelect,
  textInput,
  dateTime,
]);

const blockId = z.string().default('');
const typed = z.object({ type: z.string() });
/** With nothing beside its text, or with a picture, which the library draws. */
const textSection = z.object({ accessory: z.object({ type: z.literal('image') }).optional() });
const sectionBlock = z.object({
  type: z.literal('section'),
  block_id: blockId,
  text: text.optional(),
  accessory: control,
});
const actionsBlock = z.object({ type: z.literal('actions'), block_id: blockId, elements: z.array(control) });
const inputBlock = z.object({
  type: z.literal('input'),
  block_id: blockId,
  label: text,
  hint: text.optional(),
  optional: z.boolean().default(false),
  dispatch_action: z.boolean().default(false),
  element: control,
});
const imageBlock = z.object({
  type: z.literal('image'),
  image_url: z.string(),
  alt_text: z.string(),
  title: text.optional(),
});

const TEXT_BLOCKS: ReadonlySet<string> = new Set(['section', 'header', 'context', 'divider', 'rich_text']);

/** Sorts a block by who draws it. Never throws: what nobody can draw is said to be so. */
export function parsedBlock(block: unknown): ParsedBlock {
  const section = sectionBlock.safeParse(block);
  if (section.success) {
    const { block_id, accessory } = section.data;
    return { kind: 'section', blockId: block_id, text: textBlock(withoutAccessory(block)), accessory };
  }
  const actions = actionsBlock.safeParse(block);
  if (actions.success) {
    return { kind: 'actions', blockId: actions.data.block_id, controls: actions.data.elements };
  }
  const input = inputBlock.safeParse(block);
  if (input.success) {
    const { block_id, label, hint, optional, dispatch_action, element } = input.data;
    return {
      kind: 'input',
      blockId: block_id,
      label,
      hint: hint ?? null,
      isOptional: optional,
      isDispatched: dispatch_action,
      control: element,
    };
  }
  const image = imageBlock.safeParse(block);
  if (image.success) {
    const { image_url, alt_text, title } = image.data;
    return { kind: 'picture', url: image_url, altText: alt_text, title: title ?? alt_text };
  }
  const type = typed.safeParse(block).data?.type ?? '?';
  const isText = TEXT_BLOCKS.has(type) && (type !== 'section' || textSection.safeParse(block).success);
  return isText ? textBlock(block) : { kind: 'unknown', type };
}

function textBlock(block: unknown): Extract<ParsedBlock, { kind: 'text' }> {
  return { kind: 'text', block, fallback: textIn(block) };
}

function withoutAccessory(block: unknown): unknown {
  const { accessory: _, ...rest } = z.looseObject({ accessory: z.unknown() }).parse(block);
  return rest;
}

/** All text of a block, wherever it stands: what is shown if the block cannot be drawn. */
function textIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(textIn).filter(Boolean).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, part]) => (key === 'text' && typeof part === 'string' ? part : textIn(part)))
    .filter(Boolean)
    .join(' ');
}
