import type { Asked } from '../checks/asked.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { actions, button, section, type Message } from './blocks.ts';
import { markup } from './markup.ts';
import { writeAskedCheck } from './target.ts';
import { validMessage } from './validate-message.ts';

/** Stands where an answer would be, had the bot not been stopped before it, or died. A check can be asked for again from there. */
export function interruptedMessage(asked: Asked, words: SlackWords): Message {
  const isCheck = asked.kind === 'check';
  const drawn = markup`⚠️ ${isCheck ? words.interrupted : words.digests.interrupted}`;
  return validMessage({
    text: drawn.markup,
    blocks: [
      section(drawn),
      ...(isCheck
        ? [actions([button(ACTION_IDS.askAgain, words.buttons.checkAgain, writeAskedCheck(asked))])]
        : []),
    ],
  });
}
