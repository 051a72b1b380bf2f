import { printable } from './printable.ts';

/** Text from outside in one line of Markdown, which is no markup then. */
export function escapedMarkdown(text: string): string {
  return printable(text)
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[\\`*_{}[\]<>#|~]/g, (mark) => `\\${mark}`);
}
