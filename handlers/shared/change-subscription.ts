import type { Check } from '../../src/checks/check.ts';
import type { Subscription } from '../../src/digests/subscription.ts';
import { UsageError } from '../../src/errors.ts';
import { noticeMessage } from '../../src/slack/error-message.ts';
import {
  changedMessage,
  choiceMessage,
  subscriptionsMessage,
  type SubscriptionDeed,
} from '../../src/slack/subscription-messages.ts';
import { drawnSubscription } from './draw-subscription.ts';
import type { Handling } from './handling.ts';
import { audit, type Interaction } from './interaction.ts';
import { requireEngineer, requirePostable } from './refuse.ts';
import { decideDigestShowing } from './showing.ts';

/** `list` tells the next instant only. */
const NEXT_RUNS = 1;

const EVENTS = { pause: 'paused', resume: 'resumed', unsubscribe: 'unsubscribed' } as const;

/** Shows the subscriptions of a channel to the asker. @param check null: of all checks */
export async function showSubscriptions(
  handling: Handling,
  interaction: Interaction,
  check: Check | null,
): Promise<void> {
  const { conversation, viewer } = interaction;
  const subscriptions = await subscriptionsHere(handling, interaction, check);
  const drawn = subscriptions.map((each) => drawnSubscription(handling, each, viewer, NEXT_RUNS));
  await conversation.whisper(subscriptionsMessage(drawn, handling.clock(), viewer.words));
  await audit(handling, interaction, { event: 'subscriptions-shown' });
}

/** Does something with the only subscription that it can be done with, or lets the asker choose. @param check null: of all checks */
export async function changeOneOf(
  handling: Handling,
  interaction: Interaction,
  deed: SubscriptionDeed,
  check: Check | null,
): Promise<void> {
  await requireEngineer(handling, interaction);
  const { conversation, viewer } = interaction;
  const { words } = viewer;
  const here = await subscriptionsHere(handling, interaction, check);
  const [first, ...others] = here.filter(
    ({ status }) => deed === 'unsubscribe' || status.kind === (deed === 'pause' ? 'active' : 'paused'),
  );
  if (first === undefined) {
    if (deed === 'pause' && here.length > 0) return sayPaused(interaction, here.length);
    const sentence = words.digests.subscriptions.nothingTo[deed];
    return conversation.whisper(noticeMessage('ℹ️', sentence, words));
  }
  if (others.length === 0) return changeSubscription(handling, interaction, deed, first);
  const drawn = [first, ...others].map((each) => drawnSubscription(handling, each, viewer, NEXT_RUNS));
  await conversation.whisper(choiceMessage(deed, drawn, handling.clock(), words));
}

/** The same with the one that somebody has chosen. Throws a UsageError where it is not there any more. */
export async function changeChosen(
  handling: Handling,
  interaction: Interaction,
  deed: SubscriptionDeed,
  subscriptionId: string,
): Promise<void> {
  await requireEngineer(handling, interaction);
  const subscription = await handling.digesting.subscriptions.find(subscriptionId);
  if (subscription === null || subscription.channelId !== interaction.asker.channelId)
    throw gone(interaction);
  await changeSubscription(handling, interaction, deed, subscription);
}

async function changeSubscription(
  handling: Handling,
  interaction: Interaction,
  deed: SubscriptionDeed,
  subscription: Subscription,
): Promise<void> {
  const { conversation, asker } = interaction;
  const { id: subscriptionId, channelId, checkId } = subscription;
  // A choice may be older than what somebody else has done.
  if (deed === 'pause' && subscription.status.kind === 'paused') return sayPaused(interaction, 1);
  if (deed === 'resume') await requirePostable(handling, interaction, channelId);
  const changed = await change(handling, interaction, deed, subscription);
  if (changed === null) throw gone(interaction);
  const { visibility, viewer } = await decideDigestShowing(handling, interaction, null);
  const drawn = drawnSubscription(handling, changed, viewer, NEXT_RUNS);
  conversation.showTo(visibility);
  await conversation.answer(changedMessage(deed, asker.userId, drawn, handling.clock(), viewer.words));
  await audit(handling, interaction, { event: EVENTS[deed], subscription: { checkId, subscriptionId } });
}

async function sayPaused(
  { conversation, viewer: { words } }: Interaction,
  subscriptions: number,
): Promise<void> {
  const sentence = words.digests.subscriptions.pausedAlready(subscriptions);
  await conversation.whisper(noticeMessage('ℹ️', sentence, words));
}

/** @returns how it is now; null where it was not there any more */
async function change(
  handling: Handling,
  { asker }: Interaction,
  deed: SubscriptionDeed,
  subscription: Subscription,
): Promise<Subscription | null> {
  const { digesting, checks, clock } = handling;
  const { id, checkId, schedule } = subscription;
  if (deed === 'unsubscribe') {
    return (await digesting.subscriptions.remove(id)) ? { ...subscription, nextDueAtMs: null } : null;
  }
  const nowMs = clock();
  const fleet = checks.find((check) => check.id === checkId)?.fleet ?? null;
  const changed: Subscription =
    deed === 'pause'
      ? {
          ...subscription,
          status: { kind: 'paused', reason: 'by-person', byUserId: asker.userId, atMs: nowMs },
          nextDueAtMs: null,
        }
      : {
          ...subscription,
          status: { kind: 'active' },
          nextDueAtMs: fleet === null ? null : digesting.nextDueAfterMs(schedule, fleet, nowMs),
        };
  const isThere = await digesting.subscriptions.setStatus(id, changed.status, changed.nextDueAtMs);
  return isThere ? changed : null;
}

async function subscriptionsHere(
  { digesting }: Handling,
  { asker: { channelId } }: Interaction,
  check: Check | null,
): Promise<readonly Subscription[]> {
  if (channelId === null) return [];
  const all = await digesting.subscriptions.list(channelId);
  return check === null ? all : all.filter(({ checkId }) => checkId === check.id);
}

function gone({ viewer }: Interaction): UsageError {
  return new UsageError(viewer.words.digests.subscriptions.gone);
}
