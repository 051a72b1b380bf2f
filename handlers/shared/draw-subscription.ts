import type { EpochMs } from '../../src/diagnosis/time.ts';
import type { Subscription } from '../../src/digests/subscription.ts';
import type { DrawnSubscription } from '../../src/slack/subscription-text.ts';
import type { Handling, Viewer } from './handling.ts';
import { tellingIn, watchedNamed } from './watched.ts';

/** A subscription as its reader is told of it. @param runs so many of the next instants are told */
export function drawnSubscription(
  handling: Handling,
  subscription: Subscription,
  { locale }: Viewer,
  runs: number,
): DrawnSubscription {
  const watched = watchedNamed(handling, subscription.checkId);
  if (watched === null) return { subscription, fleet: null, nextMs: [] };
  const { fleetWords, timeZone } = tellingIn(watched, locale);
  return {
    subscription,
    fleet: { words: fleetWords, timeZone },
    nextMs: nextRuns(handling, subscription, runs),
  };
}

/** The first due instant is what is kept; those after it follow of the schedule. */
function nextRuns(
  { digesting, checks }: Handling,
  { checkId, schedule, nextDueAtMs }: Subscription,
  count: number,
): readonly EpochMs[] {
  const fleet = checks.find(({ id }) => id === checkId)?.fleet ?? null;
  if (fleet === null) return [];
  const runs: EpochMs[] = [];
  for (let next = nextDueAtMs; next !== null && runs.length < count;) {
    runs.push(next);
    next = digesting.nextDueAfterMs(schedule, fleet, next);
  }
  return runs;
}
