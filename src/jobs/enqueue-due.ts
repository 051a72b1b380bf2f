import type { EpochMs } from '../diagnosis/time.ts';
import type { Subscription } from '../digests/subscription.ts';
import type { PlannedDigests } from '../store/planned-digests.ts';
import type { Subscriptions } from '../store/subscriptions.ts';
import { idOf, type PlannedRun } from './digest-job.ts';
import { planOf, type Reviews } from './planning.ts';
import type { JobKind, Queue } from './queue.ts';

export interface EnqueueDueSettings {
  readonly subscriptions: Pick<Subscriptions, 'dueAt' | 'advance'>;
  readonly plannedDigests: Pick<PlannedDigests, 'plan' | 'skip' | 'waitingLooks'>;
  readonly queue: Pick<Queue, 'send'>;
  readonly job: JobKind;
  /** null: there is no such check (any more), or it has no digests. */
  readonly reviewsOf: (checkId: string) => Reviews | null;
  readonly log: { error(fields: object, message: string): void };
}

/**
 * Makes the function that enqueues what is due at an instant, and what is due for another look. Every replica may call it at the same time,
 * and each may die in the midst of it: every step says the same when it is done again, and the due time moves on last.
 */
export function createEnqueueDue(settings: EnqueueDueSettings): (nowMs: EpochMs) => Promise<void> {
  const { subscriptions, plannedDigests, queue, job, log } = settings;
  return async (nowMs) => {
    for (const subscription of await subscriptions.dueAt(nowMs)) {
      await inTurn(subscription.id, () => enqueue(settings, subscription, nowMs));
    }
    for (const { subscriptionId, dueAtMs, look, lookAtMs } of await plannedDigests.waitingLooks()) {
      if (lookAtMs > nowMs) continue;
      const run = { subscriptionId, dueAtMs, look };
      // It waits until it is noted what became of it, and the queue takes each look once: whoever dies in between loses nothing.
      await inTurn(subscriptionId, () => queue.send(job, idOf(run), run));
    }
  };

  /** One that fails keeps nobody else from theirs. */
  async function inTurn(subscriptionId: string, step: () => Promise<unknown>): Promise<void> {
    try {
      await step();
    } catch (error) {
      log.error(
        { err: error, subscriptionId },
        'a digest that is due could not be enqueued; it is tried again within a minute',
      );
    }
  }
}

async function enqueue(
  { subscriptions, plannedDigests, queue, job, reviewsOf }: EnqueueDueSettings,
  { id: subscriptionId, checkId, schedule, nextDueAtMs: dueAtMs }: Subscription,
  nowMs: EpochMs,
): Promise<void> {
  if (dueAtMs === null) return;
  const reviews = reviewsOf(checkId);
  if (reviews === null) throw new Error(`there is no check ${checkId} with digests`);
  const send = async (run: PlannedRun) => queue.send(job, idOf(run), run);

  const plan = planOf(schedule, reviews, dueAtMs, nowMs);
  for (const missedAtMs of plan.missedDueAtMs) {
    // One that is planned already may have been enqueued or not, by a replica that died then.
    const isNoted = await plannedDigests.skip(subscriptionId, missedAtMs, 'missed');
    if (!isNoted) await send({ subscriptionId, dueAtMs: missedAtMs });
  }
  if (plan.runDueAtMs !== null) {
    await plannedDigests.plan(subscriptionId, plan.runDueAtMs);
    await send({ subscriptionId, dueAtMs: plan.runDueAtMs });
  }
  await subscriptions.advance(subscriptionId, dueAtMs, plan.nextDueAtMs);
}
