import type { SlackWords } from '../words/slack.en.ts';
import type { Said } from '../words/said.ts';
import { escapedLength } from './escape.ts';
import { mention, PLACE, wovenInto, type Markup } from './markup.ts';
import { shortenText } from './shorten.ts';

/**
 * Draws a sentence in which people stand: they are mentioned, all else is text from outside. What is too long is shortened, and says so.
 * @param maxLength as Slack counts it
 */
export function spoken(sentence: Said, maxLength: number, { leftOut }: SlackWords): Markup {
  const text = sentence
    .map((part) => (typeof part === 'string' ? part.replaceAll(PLACE, '') : PLACE))
    .join('');
  const mentions = sentence.flatMap((part) => (typeof part === 'string' ? [] : [mention(part.userId)]));
  const longest = Math.max(0, ...mentions.map(({ markup }) => markup.length));
  const measure = (kept: string): number => escapedLength(kept) + (kept.split(PLACE).length - 1) * longest;
  return wovenInto(shortenText(text, maxLength, leftOut.characters, measure), mentions);
}
