import type {
  ActionsBlock,
  Button,
  Checkboxes,
  ContextBlock,
  ConversationsSelect,
  DateTimepicker,
  DividerBlock,
  EmailInput,
  ExternalSelect,
  HeaderBlock,
  HomeView,
  InputBlock,
  ModalView,
  MrkdwnElement,
  MultiExternalSelect,
  PlainTextElement,
  PlainTextInput,
  PlainTextOption,
  RadioButtons,
  RichTextBlock,
  SectionBlock,
  StaticSelect,
} from '@slack/types';
import type { Markup } from './markup.ts';

/** The controls that the bot puts into modals. */
export type InputElement =
  | Checkboxes
  | ConversationsSelect
  | DateTimepicker
  | EmailInput
  | ExternalSelect
  | MultiExternalSelect
  | PlainTextInput
  | RadioButtons;

/** An input block with one of these controls. */
export type OutgoingInput = InputBlock & { readonly element: InputElement };

/** The blocks that the bot makes; the validator knows exactly these. */
export type OutgoingBlock =
  ActionsBlock | ContextBlock | DividerBlock | HeaderBlock | OutgoingInput | RichTextBlock | SectionBlock;

/** One message as it goes to Slack. `text` makes sense on its own: it is what notifications and screen readers give. */
export interface Message {
  readonly text: string;
  readonly blocks: readonly OutgoingBlock[];
}

export type Modal = ModalView & { blocks: OutgoingBlock[] };

/** A person's App Home. */
export type Home = HomeView & { blocks: OutgoingBlock[] };

export function section(text: Markup, accessory?: Button | StaticSelect): SectionBlock {
  return { type: 'section', text: markupText(text), ...(accessory === undefined ? {} : { accessory }) };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plainText(text) };
}

export function divider(): DividerBlock {
  return { type: 'divider' };
}

/** Small grey text. */
export function context(text: Markup): ContextBlock {
  return { type: 'context', elements: [markupText(text)] };
}

export function actions(elements: readonly Button[]): ActionsBlock {
  return { type: 'actions', elements: [...elements] };
}

/**
 * A control of a modal with its label. Its block id is also the name of its value.
 * @param hint small text beneath it; null: none
 */
export function input(
  blockId: string,
  label: string,
  element: InputElement,
  { isOptional = false, hint = null }: { readonly isOptional?: boolean; readonly hint?: string | null } = {},
): OutgoingInput {
  return {
    type: 'input',
    block_id: blockId,
    label: plainText(label),
    element,
    optional: isOptional,
    ...(hint === null ? {} : { hint: plainText(hint) }),
  };
}

/**
 * One choice of a select or of radio buttons.
 * @param description small text behind it; null: none
 */
export function option(value: string, label: string, description: string | null = null): PlainTextOption {
  return {
    value,
    text: plainText(label),
    ...(description === null ? {} : { description: plainText(description) }),
  };
}

/** Text as it is, in a box of fixed-width letters. Rich text is taken literally, so a query can be copied unchanged. */
export function preformatted(text: string): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: text.toWellFormed() }] }],
  };
}

/** @param value what comes back when it is pressed: ids only */
export function button(actionId: string, label: string, value: string): Button {
  return { type: 'button', action_id: actionId, text: plainText(label), value };
}

export function linkButton(actionId: string, label: string, url: string): Button {
  return { type: 'button', action_id: actionId, text: plainText(label), url };
}

export function plainText(text: string): PlainTextElement {
  // Without this, ":skull:" in a name would become a picture.
  return { type: 'plain_text', text: text.toWellFormed(), emoji: false };
}

function markupText({ markup }: Markup): MrkdwnElement {
  // Verbatim: Slack must not turn "@here" or "#general" in a name into a mention by itself.
  return { type: 'mrkdwn', text: markup, verbatim: true };
}
