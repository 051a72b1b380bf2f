import type { SlackWords } from '../words/slack.en.ts';
import { section, type Message } from './blocks.ts';
import { markup } from './markup.ts';
import { shortenText } from './shorten.ts';
import { validMessage } from './validate-message.ts';

const MAX_SENTENCE = 2_900;

/** What the asker sees when the bot itself failed. The reference is the request id of log and telemetry. */
export function errorMessage(reference: string, words: SlackWords): Message {
  return noticeMessage('⚠️', words.errors.internal(reference), words);
}

/** One sentence of the bot. */
export function noticeMessage(emoji: string, sentence: string, words: SlackWords): Message {
  const drawn = markup`${emoji} ${shortenText(sentence, MAX_SENTENCE, words.leftOut.characters)}`;
  return validMessage({ text: drawn.markup, blocks: [section(drawn)] });
}
