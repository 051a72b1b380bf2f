/**
 * Makes text from outside harmless inside Slack's markup. What is left reads the same, on one line:
 *
 * - `&`, `<`, `>` become entities, so nothing can mention a channel, a group or a person, or hide a link.
 * - `*`, `_`, `~` and backticks become look-alikes where they could open or close formatting. Slack has no escape for them.
 *   Between two letters or digits they cannot, so `link_last_sent_at` stays as it is and can be copied.
 * - `:skull:` stays text: an invisible joiner keeps it from becoming a picture.
 * - Line breaks, control characters and characters that turn the writing direction are dropped: they could forge lines of the bot.
 */
export function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(DIRECTION_MARKS, '')
    .replace(BLANKS, ' ')
    .trim()
    .replace(FORMATTING_AT_AN_EDGE, (mark) => LOOK_ALIKES[mark] ?? mark)
    .replace(EMOJI_COLON, `:${WORD_JOINER}`)
    .replace(/^>/, QUOTE_LOOK_ALIKE)
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}

/** Takes back what Slack has escaped in the text of a message that people wrote. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** How long a text is once it is escaped, as Slack counts it. */
export function escapedLength(text: string): number {
  return escapeText(text).length;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '*': '\u2217', // asterisk operator
  _: '\u02CD', // modifier letter low macron
  '~': '\u223C', // tilde operator
  '`': '\u02CB', // modifier letter grave accent
};

/** At the start of a line `>` makes a quotation, escaped or not. */
const QUOTE_LOOK_ALIKE = '\u203A';

const WORD_JOINER = '\u2060';

/** Line breaks, tabs, control characters and runs of spaces. */
const BLANKS = /[\s\p{Cc}]+/gu;

/** Embeddings, overrides and isolates: they make later text run the other way. */
const DIRECTION_MARKS = /[\u202A-\u202E\u2066-\u2069]/gu;

/** A formatting mark without a letter or digit on both of its sides; a backtick anywhere. */
const FORMATTING_AT_AN_EDGE = /`|(?<![A-Za-z0-9])[*_~]|[*_~](?![A-Za-z0-9])/g;

/** The colon that opens `:name:`, as Slack reads emoji. Times as 11:04:05 are none; `:100:` and `:1234:` are. */
const EMOJI_COLON = /:(?=(?:100|1234):|(?!\p{N}+:)[\p{L}\p{N}_'+-]+:)/gu;
