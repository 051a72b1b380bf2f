import type { EpochMs } from '../diagnosis/time.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { button, context, section, type Message } from './blocks.ts';
import { DIGEST_COMMAND } from './digest-command-text.ts';
import { channelLink, lines, markup, mention, verbatim, woven, type Markup } from './markup.ts';
import { subscriptionLine, subscriptionText, type DrawnSubscription } from './subscription-text.ts';
import { validMessage } from './validate-message.ts';

/** More are counted: a channel with so many has lost its way. */
const MOST_SHOWN = 15;

/** What can be done with a subscription that there is. */
export type SubscriptionDeed = 'pause' | 'resume' | 'unsubscribe';

/** All subscriptions of a channel. */
export function subscriptionsMessage(
  subscriptions: readonly DrawnSubscription[],
  nowMs: EpochMs,
  words: SlackWords,
): Message {
  const said = words.digests.subscriptions;
  if (subscriptions.length === 0) return commandMessage(said.none, 'subscribe');
  return listMessage(said.headline(subscriptions.length), subscriptions, words, (drawn) =>
    section(subscriptionText(drawn, nowMs, words)),
  );
}

/** Lets somebody choose one of several, with a button each. */
export function choiceMessage(
  deed: SubscriptionDeed,
  subscriptions: readonly DrawnSubscription[],
  nowMs: EpochMs,
  words: SlackWords,
): Message {
  const { subscriptions: said, buttons } = words.digests;
  return listMessage(said.which[deed], subscriptions, words, (drawn) =>
    section(
      subscriptionText(drawn, nowMs, words),
      button(ACTION_IDS[deed], buttons[deed], drawn.subscription.id),
    ),
  );
}

/** Says that a channel gets digests from now on: which, and when next. */
export function subscribedMessage(drawn: DrawnSubscription, nowMs: EpochMs, words: SlackWords): Message {
  const { channelId } = drawn.subscription;
  const first = woven(words.digests.subscribe.done, channelLink(channelId));
  return doneMessage(first, subscriptionText(drawn, nowMs, words));
}

/** Says what somebody did with a subscription. */
export function changedMessage(
  deed: SubscriptionDeed,
  userId: string,
  drawn: DrawnSubscription,
  nowMs: EpochMs,
  words: SlackWords,
): Message {
  const first = woven(words.digests.subscriptions.done[deed], mention(userId));
  const about = deed === 'resume' ? subscriptionText(drawn, nowMs, words) : subscriptionLine(drawn, words);
  return doneMessage(first, about);
}

/** A sentence with a command that helps on. */
function commandMessage(sentence: string, command: string): Message {
  const said = markup`${sentence} ${verbatim(`${DIGEST_COMMAND} ${command}`)}`;
  return validMessage({ text: said.markup, blocks: [section(said)] });
}

function doneMessage(first: Markup, about: Markup): Message {
  const drawn = lines([markup`✓ ${first}`, about]);
  return validMessage({ text: drawn.markup, blocks: [section(drawn)] });
}

function listMessage(
  headline: string,
  subscriptions: readonly DrawnSubscription[],
  words: SlackWords,
  draw: (drawn: DrawnSubscription) => ReturnType<typeof section>,
): Message {
  const rest = subscriptions.length - MOST_SHOWN;
  return validMessage({
    text: markup`${headline}`.markup,
    blocks: [
      section(markup`*${headline}*`),
      ...subscriptions.slice(0, MOST_SHOWN).map(draw),
      ...(rest <= 0 ? [] : [context(markup`${words.digests.subscriptions.tooMany(rest)}`)]),
    ],
  });
}
