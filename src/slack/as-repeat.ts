import type { SlackWords } from '../words/slack.en.ts';
import { context, type Message } from './blocks.ts';
import { markup } from './markup.ts';
import { validMessage } from './validate-message.ts';

/** So many lines the mark takes up. */
export const MARK_LINES = 1;

/** Marks a message that may stand there already. */
export function asRepeat({ text, blocks }: Message, { digests }: SlackWords): Message {
  return validMessage({ text, blocks: [context(markup`${digests.mayRepeat}`), ...blocks] });
}
