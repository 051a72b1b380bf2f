import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSettleGivenUp } from '../../src/jobs/settle-given-up.ts';
import { keptStore } from '../store/kept-store.ts';

const DUE_MS = Date.parse('2025-07-24T08:00:00Z');

describe('digests whose jobs were given up', () => {
  const own = keptStore();

  it('are reported by the next one, each once, but for what was posted all the same or is to be looked at again', async () => {
    const { subscriptions, plannedDigests } = own.store;
    const subscriptionId = randomUUID();
    await subscriptions.add({
      id: subscriptionId,
      checkId: 'widgets',
      channelId: 'C1',
      schedule: { kind: 'after-slot' },
      filter: {},
      locale: 'en',
      quiet: 'each-time',
      status: { kind: 'active' },
      createdByUserId: 'U1',
      createdAtMs: 0,
      nextDueAtMs: null,
    });
    await plannedDigests.plan(subscriptionId, DUE_MS);
    await plannedDigests.settle(subscriptionId, DUE_MS + 1, 'posted', null);
    await plannedDigests.putOff({ subscriptionId, dueAtMs: DUE_MS + 2, look: 2, lookAtMs: DUE_MS + 9 });
    await plannedDigests.putOff({ subscriptionId, dueAtMs: DUE_MS + 3, look: 2, lookAtMs: DUE_MS + 9 });
    const settled: string[] = [];
    const letter = (data: unknown) => ({
      id: randomUUID(),
      name: 'digest',
      data,
      failedAtMs: 0,
      reason: 'Error',
    });
    const settleGivenUp = createSettleGivenUp({
      queue: {
        deadLetters: async () => [
          letter({ subscriptionId, dueAtMs: DUE_MS }),
          letter({ subscriptionId, dueAtMs: DUE_MS + 1 }),
          letter({ subscriptionId, dueAtMs: DUE_MS + 2, look: 1 }),
          letter({ subscriptionId, dueAtMs: DUE_MS + 3, look: 2 }),
          letter({ subscriptionId: randomUUID(), dueAtMs: DUE_MS }),
          letter('of another release'),
        ],
      },
      plannedDigests,
      onSettled: (outcome) => void settled.push(outcome),
    });
    await settleGivenUp();
    await settleGivenUp();
    expect(settled).toEqual(['skipped', 'skipped']);
    expect(await plannedDigests.unreported(subscriptionId)).toEqual([DUE_MS, DUE_MS + 3]);
    expect(await plannedDigests.statusOf(subscriptionId, DUE_MS + 1)).toBe('posted');
  });
});
