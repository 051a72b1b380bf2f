import type { Report } from '../checks/report.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { markup, type Markup } from './markup.ts';
import { shortenText } from './shorten.ts';
import { STATE_EMOJI } from './state-emoji.ts';

const MAX_SUBJECT = 160;
const MAX_KIND = 60;
const MAX_ID = 60;
const MAX_STATEMENT = 300;

/** The line that alone tells the state: "🔴 *Duke Health* · clinic · `b8608be4` · *missing: the weekly run made no link*". */
export function headline(report: Report, words: SlackWords): Markup {
  const { subject, kind, shortId, statement } = report.headline;
  const sayLeftOut = words.leftOut.characters;
  const name = markup`${STATE_EMOJI[report.state]} *${shortenText(subject, MAX_SUBJECT, sayLeftOut)}*`;
  const whichKind = kind === null ? markup`` : markup` · ${shortenText(kind, MAX_KIND, sayLeftOut)}`;
  const id = shortenText(shortId, MAX_ID, sayLeftOut);
  return markup`${name}${whichKind} · \`${id}\` · *${shortenText(statement, MAX_STATEMENT, sayLeftOut)}*`;
}
