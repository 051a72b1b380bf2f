import type { Subscription } from '../digests/subscription.ts';
import type { Message } from '../slack/blocks.ts';
import { hasRefused } from '../slack/manners.ts';
import type { PostOnce } from '../slack/post-once.ts';
import type { Clock } from '../sources/source.ts';
import type { Subscriptions } from '../store/subscriptions.ts';

/** Why the bot itself pauses a subscription: others read along in the channel, or the bot may not post there any more. */
export type PauseReason = 'channel-shared' | 'channel-closed';

/**
 * Pauses a subscription, and says so once: in the channel where it is shared with others, to whoever made the subscription where the bot may
 * not post in the channel any more. May be repeated where it was ended in the middle.
 * @returns the reason that was noted: a channel that the bot cannot see counts as shared, and is closed
 */
export type PauseSubscription = (subscription: Subscription, reason: PauseReason) => Promise<PauseReason>;

export interface PauseSettings {
  readonly subscriptions: Pick<Subscriptions, 'setStatus'>;
  readonly postOnce: PostOnce;
  /** Draws what is said; where it may stand already, it says so. */
  readonly noticeOf: (subscription: Subscription, reason: PauseReason, isRepeat: boolean) => Message;
  readonly clock: Clock;
  readonly log: { info(fields: object, message: string): void };
}

export function createPauseSubscription(settings: PauseSettings): PauseSubscription {
  const { subscriptions, clock, log } = settings;
  return async (subscription, reason) => {
    const { id, channelId, createdByUserId } = subscription;
    const isSaidThere =
      reason === 'channel-shared' && (await isSaidTo(settings, channelId, subscription, reason));
    const noted = isSaidThere ? reason : 'channel-closed';
    const isSaid = isSaidThere || (await isSaidTo(settings, createdByUserId, subscription, noted));
    // Said first: whoever is paused without a word waits for digests.
    const status = { kind: 'paused', reason: noted, byUserId: null, atMs: clock() } as const;
    await subscriptions.setStatus(id, status, null);
    log.info({ subscriptionId: id, channelId, reason: noted, isSaid }, 'a subscription was paused');
    return noted;
  };
}

/** @param placeId a channel, or a person. @returns false where Slack does not let the bot say it there */
async function isSaidTo(
  { postOnce, noticeOf }: PauseSettings,
  placeId: string,
  subscription: Subscription,
  reason: PauseReason,
): Promise<boolean> {
  try {
    const said = await postOnce({
      // Until it is paused, its due time stays. Paused another time, it says so another time.
      key: `paused:${subscription.id}:${reason}:${subscription.nextDueAtMs}`,
      channelId: placeId,
      threadTs: null,
      message: (isRepeat) => noticeOf(subscription, reason, isRepeat),
    });
    return said.kind !== 'closed';
  } catch (error) {
    // Somebody who has left cannot be told.
    if (hasRefused(error)) return false;
    throw error;
  }
}
