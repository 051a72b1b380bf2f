import type { ActionsBlock } from '@slack/types';
import type { Mute } from '../digests/digest.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { actions, button, section, type Message } from './blocks.ts';
import { writeDigestSubject } from './digest-target.ts';
import { markup, mention, woven, type Markup } from './markup.ts';
import { shortenText } from './shorten.ts';
import { validMessage } from './validate-message.ts';

const MAX_NAME = 160;

/** A mute, and what it takes to say so. */
export interface DrawnMute {
  readonly digestId: string;
  readonly name: string;
  readonly mute: Mute;
  /** As people read it. */
  readonly until: string;
}

/** Says who has muted whom, until when and why, and lets that be ended. */
export function mutedMessage({ digestId, name, mute, until }: DrawnMute, words: SlackWords): Message {
  const { subjectId, byUserId, why } = mute;
  const { mute: says, buttons } = words.digests;
  const said = woven((user) => says.done(short(name, words), until, user, why), mention(byUserId));
  const value = writeDigestSubject({ digestId, subjectId });
  return sentence('🔕', said, [actions([button(ACTION_IDS.unmute, buttons.unmute, value)])]);
}

/** Says who has ended a mute. */
export function unmutedMessage(name: string, userId: string, words: SlackWords): Message {
  const { ended } = words.digests.mute;
  return sentence(
    '🔔',
    woven((user) => ended(short(name, words), user), mention(userId)),
  );
}

function sentence(emoji: string, said: Markup, further: readonly ActionsBlock[] = []): Message {
  const drawn = markup`${emoji} ${said}`;
  return validMessage({ text: drawn.markup, blocks: [section(drawn), ...further] });
}

function short(name: string, { leftOut }: SlackWords): string {
  return shortenText(name, MAX_NAME, leftOut.characters);
}
