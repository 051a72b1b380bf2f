import type { ActionsBlock } from '@slack/types';
import type { Mute } from '../digests/digest.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { actions, button, section, type Message } from './blocks.ts';
import { writeDigestSubject } from './digest-target.ts';
import { dateFor, markup, mention, PLACE, woven, wovenInto, type Markup } from './markup.ts';
import { shortenText } from './shorten.ts';
import { validMessage } from './validate-message.ts';

const MAX_NAME = 160;

/** A mute, and what it takes to say so. */
export interface DrawnMute {
  readonly digestId: string;
  readonly name: string;
  readonly mute: Mute;
  /** Until when, with its zone, where Slack does not tell it in the reader's own. */
  readonly until: string;
}

/** Says who has muted whom, until when and why, and lets that be ended. */
export function mutedMessage({ digestId, name, mute, until }: DrawnMute, words: SlackWords): Message {
  const { subjectId } = mute;
  const { mute: says, buttons } = words.digests;
  const said = muteSaid({ mute, until }, (at, user, why) =>
    says.done(plain(short(name, words)), at, user, why),
  );
  const value = writeDigestSubject({ digestId, subjectId });
  return sentence('🔕', said, [actions([button(ACTION_IDS.unmute, buttons.unmute, value)])]);
}

/** A sentence about a mute: until when in the reader's own time, by whom, and why. */
export function muteSaid(
  { mute: { untilMs, byUserId, why }, until }: Pick<DrawnMute, 'mute' | 'until'>,
  say: (until: string, user: string, why: string) => string,
): Markup {
  return wovenInto(say(PLACE, PLACE, plain(why)), [dateFor(untilMs, until), mention(byUserId)]);
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

/** Where something else is to be put, no text from outside may stand. */
function plain(text: string): string {
  return text.replaceAll(PLACE, '');
}

function short(name: string, { leftOut }: SlackWords): string {
  return shortenText(name, MAX_NAME, leftOut.characters);
}
