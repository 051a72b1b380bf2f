import type { Report } from '../checks/report.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { actions, button, context, section, type Message } from './blocks.ts';
import { headline } from './headline.ts';
import { DIAGNOSIS_LIMITS, SLACK_LIMITS } from './limits.ts';
import { linkButtons } from './link-buttons.ts';
import { lines, markup, type Markup } from './markup.ts';
import { countCharacters, keepWhatFits, shortenText } from './shorten.ts';
import { STATE_EMOJI } from './state-emoji.ts';
import { validMessage } from './validate-message.ts';

const MAX_LABEL = 40;
const MAX_LINE = 600;
const MAX_LINKS = 5;
/** Room for "… 12 more lines, 12,345 characters". */
const RESERVE = 60;
/** Notification text; Slack shows far less of it. */
const MAX_SUMMARY = 400;

/** One diagnosis as people read it in a channel: the headline, the body, and buttons to look further. */
export function diagnosisMessage(report: Report, diagnosisId: string, words: SlackWords): Message {
  const first = headline(report, words);
  const body = report.lines.map(({ label, text }) => ({ label, text, drawn: bodyLine(label, text, words) }));
  const { kept, leftOut } = keepWhatFits(
    body.map((line) => ({ ...line, length: line.drawn.markup.length + 1 })),
    {
      pieces: DIAGNOSIS_LIMITS.lines - 1,
      characters: DIAGNOSIS_LIMITS.characters - first.markup.length,
      reserve: RESERVE,
    },
  );
  const drawn = [first, ...kept.map((line) => line.drawn)];
  if (leftOut.length > 0) {
    const characters = leftOut.reduce(
      (sum, { label, text }) => sum + countCharacters((label ?? '') + text),
      0,
    );
    drawn.push(markup`${words.leftOut.lines(leftOut.length, characters)}`);
  }

  const { buttons, notes } = linkButtons(report.links, words, MAX_LINKS);
  return validMessage({
    text: summaryText(report, words),
    blocks: [
      section(lines(drawn)),
      ...(notes.length === 0 ? [] : [context(shortNotes(notes, words))]),
      actions([
        ...buttons,
        button(ACTION_IDS.evidence, words.buttons.evidence, diagnosisId),
        button(ACTION_IDS.checkAgain, words.buttons.checkAgain, diagnosisId),
      ]),
    ],
  });
}

/** The one line that stands for a diagnosis where there is no room for more. */
export function summaryText(report: Report, words: SlackWords): string {
  const summary = shortenText(report.summary, MAX_SUMMARY, words.leftOut.characters);
  return markup`${STATE_EMOJI[report.state]} ${summary}`.markup;
}

function bodyLine(label: string | null, text: string, words: SlackWords): Markup {
  const short = shortenText(text, MAX_LINE, words.leftOut.characters);
  if (label === null) return markup`${short}`;
  return markup`*${shortenText(label, MAX_LABEL, words.leftOut.characters)}:* ${short}`;
}

function shortNotes(notes: readonly string[], words: SlackWords): Markup {
  return markup`${shortenText(notes.join(' '), SLACK_LIMITS.textObject, words.leftOut.characters)}`;
}
