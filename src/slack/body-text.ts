import type { SlackWords } from '../words/slack.en.ts';
import { lines, markup, type Markup } from './markup.ts';
import { countCharacters, keepWhatFits, shortenText } from './shorten.ts';

const MAX_LABEL = 40;
const MAX_LINE = 600;
/** Room for "… 12 more lines, 12,345 characters". */
const RESERVE = 60;

/** A line of a report. Its label is drawn bold. */
interface Line {
  readonly label: string | null;
  readonly text: string;
}

/**
 * A first line, and beneath it as many others as there is room for. What is left out is counted.
 * @param room in all
 */
export function bodyText(
  first: Markup,
  others: readonly Line[],
  room: { readonly lines: number; readonly characters: number },
  words: SlackWords,
): Markup {
  const body = others.map(({ label, text }) => ({
    drawn: labelled({ label, text }, words),
    characters: countCharacters((label ?? '') + text),
  }));
  return bodyOf(first, body, room, words);
}

/** A line as it is drawn, and how many characters a person would count in it. */
export interface DrawnLine {
  readonly drawn: Markup;
  readonly characters: number;
}

/** The same of lines that are drawn already. */
export function bodyOf(
  first: Markup,
  others: readonly DrawnLine[],
  room: { readonly lines: number; readonly characters: number },
  words: SlackWords,
): Markup {
  const { kept, leftOut } = keepWhatFits(
    others.map((line) => ({ ...line, length: line.drawn.markup.length + 1 })),
    { pieces: room.lines - 1, characters: room.characters - first.markup.length, reserve: RESERVE },
  );
  const drawn = [first, ...kept.map((line) => line.drawn)];
  if (leftOut.length > 0) {
    const characters = leftOut.reduce((sum, line) => sum + line.characters, 0);
    drawn.push(markup`${words.leftOut.lines(leftOut.length, characters)}`);
  }
  return lines(drawn);
}

function labelled({ label, text }: Line, { leftOut }: SlackWords): Markup {
  const short = shortenText(text, MAX_LINE, leftOut.characters);
  if (label === null) return markup`${short}`;
  return markup`*${shortenText(label, MAX_LABEL, leftOut.characters)}:* ${short}`;
}
