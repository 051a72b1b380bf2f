import type { IncidentWords } from '../words/incident.en.ts';
import { incidentWordsIn } from '../words/incident.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { section, type Message } from './blocks.ts';
import { channelLink, lines, markup, woven } from './markup.ts';
import { shortenText } from './shorten.ts';
import { validMessage } from './validate-message.ts';

const MAX_HEADLINE = 300;

/** An incident whose channel the bot may not post in. */
export interface DrawnClosed {
  readonly headline: string;
  readonly channelId: string;
  readonly why: keyof IncidentWords['channelClosedFor'];
}

/** Says to one person that an incident is not told in its channel for now, and what helps. */
export function incidentClosedMessage({ headline, channelId, why }: DrawnClosed, words: SlackWords): Message {
  const { channelClosedFor } = incidentWordsIn(words.locale);
  const drawn = lines([
    markup`⏸️ *${shortenText(headline, MAX_HEADLINE, words.leftOut.characters)}*`,
    woven(channelClosedFor[why], channelLink(channelId)),
  ]);
  return validMessage({ text: drawn.markup, blocks: [section(drawn)] });
}
