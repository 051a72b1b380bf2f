import type { SlackWords } from '../words/slack.en.ts';
import { plainText, section, type Modal, type OutgoingBlock } from './blocks.ts';
import { markup } from './markup.ts';
import { validModal } from './validate-message.ts';

/** One sentence of the bot, where there is no message to answer with. */
export function noticeModal(emoji: string, sentence: string, words: SlackWords): Modal {
  return blocksModal([section(markup`${emoji} ${sentence}`)], words);
}

/** Blocks that need no title of their own. */
export function blocksModal(blocks: readonly OutgoingBlock[], words: SlackWords): Modal {
  return validModal({
    type: 'modal',
    title: plainText(words.home.headline),
    close: plainText(words.evidence.close),
    blocks: [...blocks],
  });
}
