import type { Report } from '../checks/report.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { headline } from './headline.ts';
import { DIAGNOSIS_LIMITS } from './limits.ts';
import { lines, markup, type Markup } from './markup.ts';
import { countCharacters, keepWhatFits, shortenText } from './shorten.ts';
import { STATE_EMOJI } from './state-emoji.ts';

const MAX_LABEL = 40;
const MAX_LINE = 600;
/** Room for "… 12 more lines, 12,345 characters". */
const RESERVE = 60;
/** Notification text; Slack shows far less of it. */
const MAX_SUMMARY = 400;

/** A report as people read it: the headline and the body, as much as a message in a channel may take up. */
export function reportText(report: Report, words: SlackWords): Markup {
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
  return lines(drawn);
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
