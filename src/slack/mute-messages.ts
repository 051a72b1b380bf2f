import type { Mute } from '../digests/digest.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { section, type Message } from './blocks.ts';
import { markup, mention, woven, type Markup } from './markup.ts';
import { shortenText } from './shorten.ts';
import { validMessage } from './validate-message.ts';

const MAX_NAME = 160;

/** Says who has muted whom, until when and why. @param until as people read it */
export function mutedMessage(
  name: string,
  { byUserId, why }: Mute,
  until: string,
  words: SlackWords,
): Message {
  const { done } = words.digests.mute;
  return sentence(
    '🔕',
    woven((user) => done(short(name, words), until, user, why), mention(byUserId)),
  );
}

/** Says who has ended a mute. */
export function unmutedMessage(name: string, userId: string, words: SlackWords): Message {
  const { ended } = words.digests.mute;
  return sentence(
    '🔔',
    woven((user) => ended(short(name, words), user), mention(userId)),
  );
}

function sentence(emoji: string, said: Markup): Message {
  const drawn = markup`${emoji} ${said}`;
  return validMessage({ text: drawn.markup, blocks: [section(drawn)] });
}

function short(name: string, { leftOut }: SlackWords): string {
  return shortenText(name, MAX_NAME, leftOut.characters);
}
