import type { PlannedDigests } from '../store/planned-digests.ts';
import { plannedRun } from './digest-job.ts';
import { isOfLook } from './patience.ts';
import type { Queue } from './queue.ts';
import type { Settled } from './run-digest.ts';

/** As many as anybody would look at: older ones have been settled long since. */
const NEWEST = 100;

export interface SettleGivenUpSettings {
  readonly queue: Pick<Queue, 'deadLetters'>;
  readonly plannedDigests: Pick<PlannedDigests, 'statusOf' | 'lookAt' | 'settle'>;
  readonly onSettled: (outcome: Settled) => void;
}

/** Makes the function that notes of digests whose jobs were given up that they were skipped, so that the next ones report it. */
export function createSettleGivenUp({
  queue,
  plannedDigests,
  onSettled,
}: SettleGivenUpSettings): () => Promise<void> {
  return async () => {
    for (const { name, data } of await queue.deadLetters(NEWEST)) {
      const run = plannedRun.safeParse(data).data;
      if (name !== 'digest' || run === undefined) continue;
      const { subscriptionId, dueAtMs } = run;
      if ((await plannedDigests.statusOf(subscriptionId, dueAtMs)) !== 'planned') continue;
      // Of one that is to be looked at again, the job of that look will tell.
      if (!isOfLook(run, await plannedDigests.lookAt(subscriptionId, dueAtMs))) continue;
      await plannedDigests.settle(subscriptionId, dueAtMs, 'skipped', 'given-up');
      onSettled('skipped');
    }
  };
}
