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

function draw(value: string | number | Markup | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'object' ? value.markup : escapeText(String(value));
}
