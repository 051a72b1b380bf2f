import { DAY_MS, HOUR_MS, type EpochMs } from '../diagnosis/time.ts';
import type { Digest } from '../digests/digest.ts';
import type { Subscription } from '../digests/subscription.ts';

/** A week, less what one run may take longer than another. */
const QUIET_WEEK_MS = 7 * DAY_MS - 12 * HOUR_MS;

/**
 * Whether a digest is not posted: it has nothing to tell, and the channel wants to hear so once a week.
 * @param lastPostedMs as-of of the last one that was posted; null: there was none
 */
export function isWithheld(
  { quiet }: Pick<Subscription, 'quiet'>,
  { isQuiet, asOfMs }: Pick<Digest, 'isQuiet' | 'asOfMs'>,
  lastPostedMs: EpochMs | null,
): boolean {
  return isQuiet && quiet === 'weekly' && lastPostedMs !== null && asOfMs - lastPostedMs < QUIET_WEEK_MS;
}
