import { escapedLength } from './escape.ts';

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Says how much was left out; goes where the rest would have been. */
export type SayLeftOut = (characterCount: number) => string;

/**
 * Shortens a text that is too long and says by how much. Nothing is cut inside a character, and a text that fits is returned as it is.
 * @param maxLength of the result as `measure` counts it; must leave room for what `sayLeftOut` returns
 */
export function shortenText(
  text: string,
  maxLength: number,
  sayLeftOut: SayLeftOut,
  measure: (text: string) => number = escapedLength,
): string {
  if (measure(text) <= maxLength) return text;
  const characters = [...GRAPHEMES.segment(text)].map(({ segment }) => segment);
  const keeping = (count: number): string =>
    `${characters.slice(0, count).join('').trimEnd()}${sayLeftOut(characters.length - count)}`;

  let fits = 0;
  let tooMany = characters.length;
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (measure(keeping(middle)) <= maxLength) fits = middle;
    else tooMany = middle;
  }
  return keeping(fits);
}

/** Something that takes up room in a list and can be left out of it as a whole. */
interface Piece {
  /** As Slack counts it. */
  readonly length: number;
}

/**
 * Keeps as many pieces from the start as there is room for, and leaves room for one more line that names the rest.
 * @param room characters and pieces in all; `reserve` of the characters are kept free for the line about the rest
 */
export function keepWhatFits<P extends Piece>(
  pieces: readonly P[],
  room: { readonly pieces: number; readonly characters: number; readonly reserve: number },
): { readonly kept: readonly P[]; readonly leftOut: readonly P[] } {
  const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (pieces.length <= room.pieces && total <= room.characters) return { kept: pieces, leftOut: [] };

  let used = 0;
  let count = 0;
  for (const piece of pieces.slice(0, room.pieces - 1)) {
    if (used + piece.length > room.characters - room.reserve) break;
    used += piece.length;
    count += 1;
  }
  return { kept: pieces.slice(0, count), leftOut: pieces.slice(count) };
}

/** How many characters a person would count. */
export function countCharacters(text: string): number {
  return [...GRAPHEMES.segment(text)].length;
}
