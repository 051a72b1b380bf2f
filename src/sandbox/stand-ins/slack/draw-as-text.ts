import { readBlocks, type Block } from './block-kinds.ts';
import type { Control } from './element-rules.ts';

interface Text {
  readonly type: 'mrkdwn' | 'plain_text';
  readonly text: string;
}

type RichText = Extract<Block, { type: 'rich_text' }>['elements'][number];
type Inline = Exclude<RichText, { type: 'rich_text_list' }>['elements'][number];

/** Draws what people see of a message, a modal or a home as plain text, for terminals and for comparisons. */
export function drawAsText({
  text: fallback,
  blocks,
}: {
  readonly text: string;
  readonly blocks: readonly unknown[];
}): string {
  if (blocks.length === 0) return withoutMarkup(fallback);
  return readBlocks(blocks).map(drawBlock).join('\n');
}

function drawBlock(block: Block): string {
  switch (block.type) {
    case 'section': {
      const { text, fields = [], accessory } = block;
      const texts = [...(text === undefined ? [] : [text]), ...fields].map(drawText);
      return [...texts, ...(accessory === undefined ? [] : [drawElement(accessory)])].join(' ');
    }
    case 'header':
      return drawText(block.text);
    case 'divider':
      return '───';
    case 'image':
      return [...(block.title === undefined ? [] : [block.title.text]), drawElement(block)].join('\n');
    case 'context':
      return block.elements.map((one) => (one.type === 'image' ? drawElement(one) : drawText(one))).join(' ');
    case 'actions':
      return block.elements.map(drawElement).join(' ');
    case 'input': {
      const hint = block.hint === undefined ? '' : ` (${block.hint.text})`;
      return `${block.label.text}: ${drawElement(block.element)}${hint}`;
    }
    case 'rich_text':
      break;
  }
  return block.elements.map(drawRichText).join('\n');
}

function drawElement(element: Control | { readonly type: 'image'; readonly alt_text: string }): string {
  switch (element.type) {
    case 'button':
      return `[${element.text.text}]`;
    case 'image':
      return `[image: ${element.alt_text}]`;
    case 'plain_text_input':
    case 'email_text_input':
      return `[${element.initial_value ?? element.placeholder?.text ?? ''}]`;
    case 'static_select':
    case 'external_select':
      return `[${element.initial_option?.text.text ?? element.placeholder?.text ?? ''} ▾]`;
    case 'multi_external_select': {
      const chosen = (element.initial_options ?? []).map(({ text }) => text.text).join(', ');
      return `[${chosen === '' ? (element.placeholder?.text ?? '') : chosen} ▾]`;
    }
    case 'users_select':
      return `[${element.placeholder?.text ?? 'person'} ▾]`;
    case 'conversations_select':
      return `[${element.placeholder?.text ?? 'conversation'} ▾]`;
    case 'datetimepicker':
      return '[date and time ▾]';
    case 'overflow':
      return `[⋯ ${element.options.map(({ text }) => text.text).join(' | ')}]`;
    case 'radio_buttons':
      return element.options
        .map(
          ({ value, text }) => `${value === element.initial_option?.value ? '(•)' : '( )'} ${drawText(text)}`,
        )
        .join(' ');
    case 'checkboxes':
      break;
  }
  const ticked = new Set((element.initial_options ?? []).map(({ value }) => value));
  return element.options
    .map(({ value, text }) => `${ticked.has(value) ? '☑' : '☐'} ${drawText(text)}`)
    .join(' ');
}

function drawRichText(part: RichText): string {
  if (part.type === 'rich_text_list') {
    return part.elements.map(({ elements }) => `• ${elements.map(drawInline).join('')}`).join('\n');
  }
  const text = part.elements.map(drawInline).join('');
  return part.type === 'rich_text_preformatted' ? `    ${text.replaceAll('\n', '\n    ')}` : text;
}

function drawInline(part: Inline): string {
  switch (part.type) {
    case 'text':
      return part.text;
    case 'link':
      return part.text ?? part.url;
    case 'user':
      return `@${part.user_id}`;
    case 'channel':
      return `#${part.channel_id}`;
    case 'emoji':
      break;
  }
  return `:${part.name}:`;
}

function drawText({ type, text: raw }: Text): string {
  return type === 'mrkdwn' ? withoutMarkup(raw) : raw;
}

/** Within code, an asterisk is one. */
const CODE_OR_BOLD = /(?<![A-Za-z0-9])(?:`([^`\n]+)`|\*([^*`\n]+)\*)(?![A-Za-z0-9])/g;

function withoutMarkup(markup: string): string {
  return markup
    .replace(CODE_OR_BOLD, (_, code?: string, bold?: string) => code ?? bold ?? '')
    .replaceAll('\u2060', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
