import type { Report } from '../checks/report.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { bodyText } from './body-text.ts';
import { headline } from './headline.ts';
import { DIAGNOSIS_LIMITS } from './limits.ts';
import { markup, type Markup } from './markup.ts';
import { shortenText } from './shorten.ts';
import { STATE_EMOJI } from './state-emoji.ts';

/** Notification text; Slack shows far less of it. */
const MAX_SUMMARY = 400;

/** A report as people read it: the headline and the body, as much as a message in a channel may take up. */
export function reportText(report: Report, words: SlackWords): Markup {
  return bodyText(headline(report, words), report.lines, DIAGNOSIS_LIMITS, words);
}

/** The one line that stands for a diagnosis where there is no room for more. */
export function summaryText(report: Report, words: SlackWords): string {
  const summary = shortenText(report.summary, MAX_SUMMARY, words.leftOut.characters);
  return markup`${STATE_EMOJI[report.state]} ${summary}`.markup;
}
