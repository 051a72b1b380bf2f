import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../src/diagnosis/time.ts';
import { nextDigestDueAtMs, settleDigestsDueBy } from '../../../src/sandbox/weeks/due-digests.ts';
import { NOW_MS, subscription } from '../../store/kept.ts';
import { keptStore } from '../../store/kept-store.ts';

const PAUSED = { kind: 'paused', reason: 'by-person', byUserId: 'U1', atMs: NOW_MS } as const;

describe('what the sandbox knows of digests', () => {
  const own = keptStore();

  it('is when the next one of anybody falls due', async () => {
    expect(await nextDigestDueAtMs(own.store)).toBeNull();
    await own.store.subscriptions.add(subscription({ channelId: 'C1', nextDueAtMs: NOW_MS, status: PAUSED }));
    await own.store.subscriptions.add(subscription({ channelId: 'C2', nextDueAtMs: null }));
    expect(await nextDigestDueAtMs(own.store)).toBeNull();
    await own.store.subscriptions.add(subscription({ channelId: 'C3', nextDueAtMs: NOW_MS + 2 * HOUR_MS }));
    await own.store.subscriptions.add(subscription({ channelId: 'C4', nextDueAtMs: NOW_MS + HOUR_MS }));
    expect(await nextDigestDueAtMs(own.store)).toBe(NOW_MS + HOUR_MS);
  });

  it('is when one that was put off is looked at again, and that it is put off once more', async () => {
    const due = subscription({ channelId: 'C1', nextDueAtMs: NOW_MS + HOUR_MS });
    await own.store.subscriptions.add(due);
    const look = { subscriptionId: due.id, dueAtMs: NOW_MS, look: 1, lookAtMs: NOW_MS + 15 };
    const { plannedDigests } = own.store;
    await plannedDigests.putOff(look);
    expect(await nextDigestDueAtMs(own.store)).toBe(look.lookAtMs);
    await settleDigestsDueBy(NOW_MS + 15, own.store, () =>
      plannedDigests.putOff({ ...look, look: 2, lookAtMs: NOW_MS + 30 }),
    );
    expect(await nextDigestDueAtMs(own.store)).toBe(NOW_MS + 30);
    expect(await plannedDigests.statusOf(due.id, NOW_MS)).toBe('planned');
  });

  it('is when those that are due have been posted, and it does not wait for others', async () => {
    const due = subscription({ channelId: 'C1', nextDueAtMs: NOW_MS });
    const later = subscription({ channelId: 'C2', nextDueAtMs: NOW_MS + HOUR_MS });
    for (const one of [due, later]) await own.store.subscriptions.add(one);
    const order: string[] = [];
    const { promise: planned, resolve: isPlanned } = Promise.withResolvers<void>();
    const settled = settleDigestsDueBy(NOW_MS, own.store, async () => {
      await own.store.plannedDigests.plan(due.id, NOW_MS);
      await own.store.subscriptions.advance(due.id, NOW_MS, NOW_MS + 2 * HOUR_MS);
      isPlanned();
    }).then(() => order.push('settled'));
    await planned;
    // Time enough to see that it is planned, and not more.
    for (let looks = 0; looks < 5; looks += 1) await own.store.plannedDigests.statusOf(due.id, NOW_MS);
    order.push('posted');
    await own.store.plannedDigests.settle(due.id, NOW_MS, 'posted', null);
    await settled;
    expect(order).toEqual(['posted', 'settled']);
  });
});
