import type { Report } from '../checks/report.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { section, type Message } from './blocks.ts';
import { lines, markup } from './markup.ts';
import { shortenText } from './shorten.ts';
import { STATE_EMOJI } from './state-emoji.ts';
import { validMessage } from './validate-message.ts';

const MAX_SUBJECT = 80;
const MAX_STATEMENT = 80;

export interface ChangedReport {
  readonly before: Report;
  readonly after: Report;
}

/** Goes into the thread when a late source changed a verdict, since an edited message notifies nobody. */
export function amendedNote(changes: readonly ChangedReport[], words: SlackWords): Message {
  const short = (text: string, max: number): string => shortenText(text, max, words.leftOut.characters);
  const rows = changes.map(({ before, after }) => {
    const change = words.amended.change(
      short(before.headline.statement, MAX_STATEMENT),
      short(after.headline.statement, MAX_STATEMENT),
    );
    return markup`${STATE_EMOJI[after.state]} *${short(after.headline.subject, MAX_SUBJECT)}*: ${change}`;
  });
  const drawn = lines([markup`${words.amended.headline}`, ...rows]);
  return validMessage({ text: drawn.markup, blocks: [section(drawn)] });
}
