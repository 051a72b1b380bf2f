import { z } from 'zod';

const text = z.object({ type: z.string(), text: z.string() });
const button = z.object({ type: z.literal('button'), text });
const block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('section'), text, accessory: button.optional() }),
  z.object({ type: z.literal('header'), text }),
  z.object({ type: z.literal('context'), elements: z.array(text) }),
  z.object({ type: z.literal('actions'), elements: z.array(button) }),
  z.object({
    type: z.literal('rich_text'),
    elements: z.array(z.object({ elements: z.array(z.object({ text: z.string() })) })),
  }),
]);
type DrawableBlock = z.infer<typeof block>;
type DrawableText = z.infer<typeof text>;

/** Draws what people see of a message or a modal as plain text, for terminals and for comparisons. */
export function drawAsText({
  text: fallback,
  blocks,
}: {
  readonly text: string;
  readonly blocks: readonly unknown[];
}): string {
  if (blocks.length === 0) return withoutMarkup(fallback);
  return z.array(block).parse(blocks).map(drawBlock).join('\n');
}

function drawBlock(drawable: DrawableBlock): string {
  switch (drawable.type) {
    case 'section':
      return [
        drawText(drawable.text),
        ...(drawable.accessory === undefined ? [] : [drawButton(drawable.accessory)]),
      ].join(' ');
    case 'header':
      return drawText(drawable.text);
    case 'context':
      return drawable.elements.map(drawText).join(' ');
    case 'actions':
      return drawable.elements.map(drawButton).join(' ');
    case 'rich_text':
      break;
  }
  return drawable.elements
    .flatMap(({ elements }) => elements.map((part) => `    ${part.text.replaceAll('\n', '\n    ')}`))
    .join('\n');
}

function drawButton({ text: label }: z.infer<typeof button>): string {
  return `[${drawText(label)}]`;
}

function drawText({ type, text: raw }: DrawableText): string {
  return type === 'mrkdwn' ? withoutMarkup(raw) : raw;
}

function withoutMarkup(markup: string): string {
  return markup
    .replace(/(?<![A-Za-z0-9])([*`])([^*`\n]+)\1(?![A-Za-z0-9])/g, '$2')
    .replaceAll('\u2060', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
