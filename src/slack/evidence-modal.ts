import type { Evidence } from '../checks/report.ts';
import type { SlackWords } from '../words/slack.en.ts';
import {
  actions,
  context,
  header,
  plainText,
  preformatted,
  section,
  type Modal,
  type OutgoingBlock,
} from './blocks.ts';
import { inChunks } from './in-chunks.ts';
import { SLACK_LIMITS } from './limits.ts';
import { linkButtons } from './link-buttons.ts';
import { lines, markup, type Markup } from './markup.ts';
import { countCharacters, keepWhatFits, shortenText } from './shorten.ts';
import { textLengthOf, validModal } from './validate-message.ts';

type EvidenceSection = Evidence['sections'][number];

const MAX_HEADING = 300;
const MAX_LINE = 1_000;
const MAX_QUERY = 2_500;
const MAX_LINES_OF_A_SECTION = 40;
/** So that one section always fits into a modal. */
const MAX_CHARACTERS_OF_A_SECTION = 5_000;
/** Room for the line that names the sections that were left out. */
const RESERVE = 100;

/** What stands behind "Evidence": each finding with its figures, query and link. */
export function evidenceModal(evidence: Evidence, words: SlackWords): Modal {
  const title = header(
    shortenText(evidence.title, SLACK_LIMITS.headerText, words.leftOut.characters, (text) => text.length) ||
      words.evidence.title,
  );
  const sections = evidence.sections.map((content) => drawn(content, words));
  const shown = fitting(sections, textLengthOf(title));
  const leftOut = evidence.sections.slice(shown.length);
  const rest =
    leftOut.length === 0
      ? []
      : [
          context(
            markup`${words.leftOut.sections(
              leftOut.length,
              leftOut.reduce((sum, s) => sum + sizeOf(s), 0),
            )}`,
          ),
        ];
  return validModal({
    type: 'modal',
    title: plainText(words.evidence.title),
    close: plainText(words.evidence.close),
    blocks: [title, ...shown.flat(), ...rest],
  });
}

/** Keeps as many whole sections as one modal takes. */
function fitting(
  sections: readonly (readonly OutgoingBlock[])[],
  usedText: number,
): readonly (readonly OutgoingBlock[])[] {
  let text = usedText;
  let blocks = 2; // the title, and perhaps the line about the rest
  const shown: (readonly OutgoingBlock[])[] = [];
  for (const section of sections) {
    text += section.reduce((sum, block) => sum + textLengthOf(block), 0);
    blocks += section.length;
    if (text > SLACK_LIMITS.allBlocksText - RESERVE || blocks > SLACK_LIMITS.modalBlocks) break;
    shown.push(section);
  }
  return shown;
}

function drawn(content: EvidenceSection, words: SlackWords): readonly OutgoingBlock[] {
  const sayLeftOut = words.leftOut.characters;
  const heading = markup`*${shortenText(content.heading, MAX_HEADING, sayLeftOut)}*`;
  const body = shortenedLines(content.lines, words);
  const { buttons, notes } = linkButtons(content.link === null ? [] : [content.link], words, 1);
  return [
    ...inChunks([heading, ...body, ...notes.map((note) => markup`${note}`)]).map((chunk) =>
      section(lines(chunk)),
    ),
    ...(content.query === null || content.query === ''
      ? []
      : [preformatted(shortenText(content.query, MAX_QUERY, sayLeftOut, (text) => text.length))]),
    ...(buttons.length === 0 ? [] : [actions(buttons)]),
  ];
}

function shortenedLines(texts: readonly string[], words: SlackWords): readonly Markup[] {
  const body = texts.map((text) => {
    const drawn = markup`${shortenText(text, MAX_LINE, words.leftOut.characters)}`;
    return { text, drawn, length: drawn.markup.length + 1 };
  });
  const { kept, leftOut } = keepWhatFits(body, {
    pieces: MAX_LINES_OF_A_SECTION,
    characters: MAX_CHARACTERS_OF_A_SECTION,
    reserve: 0,
  });
  const shown = kept.map((line) => line.drawn);
  if (leftOut.length === 0) return shown;
  const characters = leftOut.reduce((sum, { text }) => sum + countCharacters(text), 0);
  return [...shown, markup`${words.leftOut.lines(leftOut.length, characters)}`];
}

function sizeOf({ heading, lines: texts, query }: EvidenceSection): number {
  return countCharacters([heading, ...texts, query ?? ''].join(''));
}
