import { JOB_PACE } from '../../src/jobs/digest-job.ts';
import type { EnqueueDueSettings } from '../../src/jobs/enqueue-due.ts';
import type { Store } from '../../src/store/store.ts';

/**
 * What enqueues digests that are due of a store, into a queue that takes each job once, by its id, and does nothing with it.
 * @param sent the jobs that the queue has taken
 */
export function enqueueing(
  { subscriptions, plannedDigests }: Pick<Store, 'subscriptions' | 'plannedDigests'>,
  sent: Map<string, object>,
  rest: Pick<EnqueueDueSettings, 'reviewsOf' | 'log'>,
): EnqueueDueSettings {
  return {
    subscriptions,
    plannedDigests,
    queue: {
      async send(_, id, data) {
        if (sent.has(id)) return false;
        sent.set(id, data);
        return true;
      },
    },
    job: JOB_PACE.digest,
    ...rest,
  };
}
