import { unescapeText } from './escape.ts';

/** The parts of a message that hold text, as Slack sends them. */
export interface MessageParts {
  readonly text?: string | null | undefined;
  readonly blocks?: readonly unknown[] | null | undefined;
  readonly attachments?: readonly unknown[] | null | undefined;
}

/** Fields of blocks and attachments that people read. */
const READ_FIELDS = new Set([
  'text',
  'fallback',
  'pretext',
  'title',
  'value',
  'url',
  'title_link',
  'alt_text',
]);

/** Everything that people read in a message, wherever it stands in it: alerts often have no text but attachments. */
export function textOfMessage({ text, blocks, attachments }: MessageParts): string {
  return unescapeText([text ?? '', ...textsIn(blocks ?? []), ...textsIn(attachments ?? [])].join('\n'));
}

function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, held]: [string, unknown]) =>
    typeof held === 'string' ? (READ_FIELDS.has(field) ? [held] : []) : textsIn(held),
  );
}
