import type { Noun } from '../checks/report.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { section, type Message } from './blocks.ts';
import { markup } from './markup.ts';
import { validMessage } from './validate-message.ts';

/** Stands where a digest will be, while all subjects are being read. */
export function readingMessage(noun: Noun, { digests }: SlackWords): Message {
  const sentence = digests.reading(noun);
  return validMessage({
    text: markup`⏳ ${sentence}`.markup,
    blocks: [section(markup`⏳ *${sentence}*`)],
  });
}
