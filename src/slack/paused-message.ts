import type { SlackWords } from '../words/slack.en.ts';
import { asRepeat } from './as-repeat.ts';
import { section, type Message } from './blocks.ts';
import { channelLink, markup, woven } from './markup.ts';
import { validMessage } from './validate-message.ts';

/** Why digests of a channel were paused by the bot itself, and where it is said. */
export interface Paused {
  readonly channelId: string;
  /** `channel-shared`: said in the channel, where others read it too. `channel-closed`: said to a person. */
  readonly reason: 'channel-shared' | 'channel-closed';
  /** It may stand there already. */
  readonly isRepeat: boolean;
}

/** Says that no more digests come, and why. Tells nothing of what they are about. */
export function pausedMessage({ channelId, reason, isRepeat }: Paused, words: SlackWords): Message {
  const said = woven(words.digests.pausedFor[reason], channelLink(channelId));
  const drawn = markup`⏸️ ${said}`;
  const message = validMessage({ text: drawn.markup, blocks: [section(drawn)] });
  return isRepeat ? asRepeat(message, words) : message;
}
