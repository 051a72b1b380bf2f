import type { SaidLine } from '../incidents/incident-report.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { textOfSaid } from '../words/said.ts';
import type { DrawnLine } from './body-text.ts';
import { markup, type Markup } from './markup.ts';
import { countCharacters, shortenText } from './shorten.ts';
import { spoken } from './spoken.ts';
import { STATE_EMOJI } from './state-emoji.ts';

/** Of an incident's headline, which may stand in front. */
const MAX_LABEL = 240;
/** A note of 500 characters, and who wrote it when. */
const MAX_SAID = 700;

/** Lines of an incident as they stand in a message: the mark of a state in front, the label bold, people mentioned. */
export function drawnLines(
  saidLines: readonly SaidLine[],
  words: SlackWords,
  maxSaid = MAX_SAID,
): readonly DrawnLine[] {
  return saidLines.map((line) => ({
    drawn: drawnLine(line, words, maxSaid),
    characters: countCharacters((line.label ?? '') + textOfSaid(line.said)),
  }));
}

export function drawnLine({ label, said, state }: SaidLine, words: SlackWords, maxSaid = MAX_SAID): Markup {
  const mark = state === undefined ? '' : `${STATE_EMOJI[state]} `;
  const sentence = spoken(said, maxSaid, words);
  const head =
    label === null ? markup`` : markup`*${shortenText(label, MAX_LABEL, words.leftOut.characters)}:* `;
  return { markup: mark + head.markup + sentence.markup };
}
