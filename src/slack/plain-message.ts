import { unescapeText } from './escape.ts';
import { textOfMessage, type MessageParts } from './text-of-message.ts';

/** `<https://a.example|a>`, `<mailto:…|…>`, `<#C1|name>`, `<@U1|name>`, `<!here>`, `<!subteam^S1|@team>`. */
const LINKED = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/gu;

/**
 * What a person reads in a message, each line once: its own text, or where an alert has none, that of its blocks and attachments. Links are their
 * names, people and channels what Slack calls them.
 */
export function plainMessage({ text, blocks, attachments }: MessageParts): string {
  const own =
    (text ?? '').trim() === '' ? textOfMessage({ blocks, attachments }) : unescapeText(linkless(text ?? ''));
  const lines = own.split('\n').map((line) => line.trimEnd());
  return lines
    .filter((line, index) => (line === '' ? lines[index - 1] !== '' : lines.indexOf(line) === index))
    .join('\n')
    .trim();
}

function linkless(text: string): string {
  return text.replaceAll(LINKED, (_, sign: string, target: string, name: string | undefined) => {
    if (sign === '') return name ?? target;
    if (target.startsWith('date^')) return name ?? '';
    const said = name ?? target.replace(/\^.*$/u, '');
    return sign === '#' ? `#${said}` : `@${said.replace(/^@/u, '')}`;
  });
}
