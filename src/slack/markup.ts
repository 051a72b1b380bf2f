import { SECOND_MS, type EpochMs } from '../diagnosis/time.ts';
import { escapeText } from './escape.ts';

/** Slack markup. It can only be made by the functions here, so whatever came from outside is escaped. */
export interface Markup {
  readonly markup: string;
}

/**
 * Writes Slack markup: `` markup`*${name}* is late` ``. The literal parts are markup, everything interpolated is text from outside and
 * is escaped, unless it is markup already.
 */
export function markup(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Markup)[]
): Markup {
  const written = parts.map((part, index) => part + draw(values[index]));
  return { markup: written.join('') };
}

/** Puts one piece of markup under the other. */
export function lines(pieces: readonly Markup[]): Markup {
  return { markup: pieces.map((piece) => piece.markup).join('\n') };
}

/** Mentions a person, which notifies them. Anything but the id of a member stays text. */
export function mention(userId: string): Markup {
  return /^[UW][A-Z0-9]+$/u.test(userId) ? { markup: `<@${userId}>` } : markup`${userId}`;
}

/** Names a channel as a link to it. Anything but the id of a channel stays text. */
export function channelLink(channelId: string): Markup {
  return /^[CGD][A-Z0-9]+$/u.test(channelId) ? { markup: `<#${channelId}>` } : markup`${channelId}`;
}

/**
 * Writes text in fixed width, so that it can be copied as it is: formatting marks mean nothing in there. What could end it, or mean something even
 * there, is escaped with all the rest.
 */
export function verbatim(text: string): Markup {
  return /^[^`&<>\p{C}]+$/u.test(text) ? { markup: `\`${text}\`` } : markup`\`${text}\``;
}

/** Puts a piece of markup into a sentence that is plain text otherwise. */
export function woven(say: (piece: string) => string, piece: Markup): Markup {
  return { markup: markup`${say(PLACE)}`.markup.replaceAll(PLACE, piece.markup) };
}

/** Puts pieces of markup into a text that is plain otherwise: in their order, each where `PLACE` stands. */
export function wovenInto(text: string, pieces: readonly Markup[]): Markup {
  const [first = '', ...rest] = markup`${text}`.markup.split(PLACE);
  return { markup: rest.reduce((drawn, part, index) => drawn + (pieces[index]?.markup ?? '') + part, first) };
}

/**
 * An instant as Slack tells it to each reader, in the time zone and the language of their own.
 * @param fallback what stands there where Slack tells no dates: it names its zone
 */
export function dateFor(atMs: EpochMs, fallback: string): Markup {
  const seconds = Math.floor(atMs / SECOND_MS);
  return {
    markup: `<!date^${seconds}^{date_short} {time}|${markup`${fallback}`.markup.replaceAll('|', ' ')}>`,
  };
}

/** For private use, as Unicode calls it: in no text of ours. Text from outside may hold it. */
export const PLACE = '\uE000';

function draw(value: string | number | Markup | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'object' ? value.markup : escapeText(String(value));
}
