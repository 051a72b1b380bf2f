/** Invisible, and it makes no new line: it stands between characters that the library would read as Markdown. */
const WORD_JOINER = '\u2060';

/** Of the private use area: the library makes two of each asterisk of a pair, before it looks for code. */
const STANDS_FOR_ASTERISK = '\uE02A';

/** Text as the library has drawn it, with the asterisks that it must not see. */
export function withAsterisks(drawn: string): string {
  return drawn.replaceAll(STANDS_FOR_ASTERISK, '*');
}

/**
 * A block as slack-blocks-to-jsx has to get it to draw what Slack would draw. The library reads Markdown, which Slack does not: it would
 * drop lines that start like a list or a heading, draw markup of `verbatim` text as it is written, and markup in plain text.
 */
export function forLibrary(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forLibrary);
  if (typeof value !== 'object' || value === null) return value;
  if ('type' in value && 'text' in value && typeof value.text === 'string') {
    if (value.type === 'mrkdwn') return { type: 'mrkdwn', text: slackMarkupForLibrary(value.text) };
    if (value.type === 'plain_text') {
      return { type: 'plain_text', text: literal(value.text), emoji: false, verbatim: true };
    }
  }
  return Object.fromEntries(
    Object.entries(value)
      // The library would make it the element's id, and the same block can stand twice on the page.
      .filter(([key]) => key !== 'block_id')
      .map(([key, part]) => [key, forLibrary(part)]),
  );
}

/** Slack's markup such that the library reads nothing more into it than Slack does. */
function slackMarkupForLibrary(markup: string): string {
  return markup
    .split('```')
    .map((part, index) => (index % 2 === 0 ? withoutMarkdown(withCharacters(part)) : withCharacters(part)))
    .join('```');
}

/** Entities as characters that mean nothing more. `&gt;` that opens a line stays: it makes a quotation in Slack. */
function withCharacters(markup: string): string {
  return markup
    .replace(/(?<!^)&gt;/gm, '>')
    .replace(/&lt;(?=[@#!]|[^\s>]*[:@|])/g, `<${WORD_JOINER}`)
    .replaceAll('&lt;', '<')
    .replace(/&amp;(?=[#\w]+;)/g, `&${WORD_JOINER}`)
    .replaceAll('&amp;', '&');
}

function withoutMarkdown(markup: string): string {
  return (
    markup
      .replace(INLINE_CODE, (code) => code.replaceAll('*', STANDS_FOR_ASTERISK))
      .replace(MARKDOWN_AT_THE_START, `${WORD_JOINER}$&`)
      // A blank ends what it takes for an emoji, else that goes from "15:07." on to the next line's "*Next:*".
      .replaceAll('\n', ' \n')
      .replace(/[\\$]/g, `$&${WORD_JOINER}`)
      .replace(/\](?=[([])/g, `]${WORD_JOINER}`)
  );
}

/** Within it an asterisk is one. */
const INLINE_CODE = /`[^`\n]+`/g;

/** Lists, headings, rules, tables, indented code, definitions: what a line can open in Markdown and not in Slack. */
const MARKDOWN_AT_THE_START =
  /^(?=[-+*](?:[ \t]|$)|#{1,6}(?:[ \t]|$)|\d+[.)](?:[ \t]|$)|[-*_=~:| \t]{3,}$|\||\[|[ \t]|~~~)/gm;

/** Plain text has no entities; what looks like one is meant as it is written. */
function literal(text: string): string {
  return text.replace(/&(?=(?:lt|gt|amp);)/g, `&${WORD_JOINER}`);
}
