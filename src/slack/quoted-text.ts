import type { SlackWords } from '../words/slack.en.ts';
import { section, type OutgoingBlock } from './blocks.ts';
import { escapedLength } from './escape.ts';
import { inChunks } from './in-chunks.ts';
import { SLACK_LIMITS } from './limits.ts';
import { lines, markup, type Markup } from './markup.ts';
import { countCharacters } from './shorten.ts';

/** Of a line, as Slack counts it: with its mark it fits into a section. */
const MAX_LINE = SLACK_LIMITS.textObject - 100;
/** A longer one is parted into pieces that fit however much of them must be escaped. */
const MAX_PIECE = 500;
const FIRST_WORDS = new RegExp(String.raw`^.{1,${MAX_PIECE}}(?=\s)`, 'su');
const FIRST_CHARACTERS = new RegExp(`^.{1,${MAX_PIECE}}`, 'su');
/** Room for the line about the rest. */
const RESERVE = 160;

/**
 * A longer text that a person has written, under its label: as a quotation, which no line of the bot's own is, with its line breaks. What has no
 * room is left out from the end of a line or a word on, and it is said where the whole stands.
 * @param room of all, as Slack counts it
 */
export function quotedText(
  label: string,
  text: string,
  room: number,
  { incidents: { summaryGoesOn } }: SlackWords,
): readonly OutgoingBlock[] {
  const pieces = text
    .trim()
    .split(/\r\n|\p{Zl}|\p{Zp}|[\n\r]/u)
    .flatMap(piecesOf);
  const drawn = pieces.map((piece) => (piece === '' ? markup`>` : markup`> ${piece}`));
  const head = markup`*${label}:*`;
  let left = room - head.markup.length - RESERVE;
  const tooMany = drawn.findIndex(({ markup: { length } }) => {
    left -= length + 1;
    return left < 0;
  });
  const kept = tooMany < 0 ? drawn : drawn.slice(0, tooMany);
  const leftOut = countCharacters(pieces.slice(kept.length).join(' '));
  const rest: readonly Markup[] = leftOut === 0 ? [] : [markup`> ${summaryGoesOn(leftOut)}`];
  return inChunks([head, ...kept, ...rest]).map((chunk) => section(lines(chunk)));
}

/** A line, in pieces that each have room: parted between words, and only what is no word inside of one. */
function piecesOf(line: string): readonly string[] {
  const pieces: string[] = [];
  let rest = line.trim();
  while (escapedLength(rest) > MAX_LINE) {
    const [piece = rest] = FIRST_WORDS.exec(rest) ?? FIRST_CHARACTERS.exec(rest) ?? [];
    pieces.push(piece);
    rest = rest.slice(piece.length).trim();
  }
  return [...pieces, rest];
}
