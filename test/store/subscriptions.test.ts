import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import { openStore } from '../../src/store/store.ts';
import type { Subscription } from '../../src/store/subscriptions.ts';
import { keptStore } from './kept-store.ts';
import { NOW_MS, subscription } from './kept.ts';

const PAUSED = { kind: 'paused', reason: 'channel-shared', byUserId: null, atMs: NOW_MS } as const;

describe('subscriptions', () => {
  const own = keptStore();

  async function added(change: Partial<Subscription> = {}): Promise<Subscription> {
    const one = subscription(change);
    await own.store.subscriptions.add(one);
    return one;
  }

  it.each<[string, Partial<Subscription>]>([
    ['of a cron expression', {}],
    [
      'after each slot, paused, in Spanish',
      { schedule: { kind: 'after-slot' }, status: PAUSED, locale: 'es' },
    ],
    ['of some kinds, weekly where quiet', { filter: { kind: ['Practice', 'Clinic'] }, quiet: 'weekly' }],
    ['that is never due again', { nextDueAtMs: null }],
  ])('come back as they were made: one %s', async (_, change) => {
    const one = await added(change);
    expect(await own.store.subscriptions.find(one.id)).toEqual(one);
  });

  it('cannot be made twice in a channel: whoever does so at the same time gets one', async () => {
    const same = { filter: { kind: ['Clinic', 'Practice'], cadence: ['weekly'] } };
    const inAnotherOrder = { filter: { cadence: ['weekly'], kind: ['Practice', 'Clinic'] } };
    const made = await Promise.all(
      [same, inAnotherOrder, same].map((change) => own.store.subscriptions.add(subscription(change))),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await own.store.subscriptions.list(null)).toHaveLength(1);
  });

  it.each<[string, Partial<Subscription>]>([
    ['another channel', { channelId: 'C2' }],
    ['another check', { checkId: 'another' }],
    ['another filter', { filter: { kind: ['Clinic'] } }],
  ])('do not stand in the way of one of %s', async (_, change) => {
    await added();
    expect(await own.store.subscriptions.add(subscription(change))).toBe(true);
  });

  it('are listed by channel, oldest first', async () => {
    const newer = await added({ createdAtMs: NOW_MS + 1 });
    const older = await added({ filter: { kind: ['Clinic'] }, createdAtMs: NOW_MS });
    const elsewhere = await added({ channelId: 'C2', createdAtMs: NOW_MS + 2 });
    const ids = async (channelId: string | null) =>
      (await own.store.subscriptions.list(channelId)).map(({ id }) => id);
    expect(await ids('C1')).toEqual([older.id, newer.id]);
    expect(await ids(null)).toEqual([older.id, newer.id, elsewhere.id]);
    expect(await ids('C3')).toEqual([]);
  });

  it('are due from their instant on, the longest due first, and never while they are paused', async () => {
    const now = await added({ channelId: 'C1', nextDueAtMs: NOW_MS });
    const longAgo = await added({ channelId: 'C2', nextDueAtMs: NOW_MS - DAY_MS });
    await added({ channelId: 'C3', nextDueAtMs: NOW_MS + 1 });
    await added({ channelId: 'C4', nextDueAtMs: null });
    await added({ channelId: 'C5', nextDueAtMs: NOW_MS, status: PAUSED });
    const due = await own.store.subscriptions.dueAt(NOW_MS);
    expect(due.map(({ id }) => id)).toEqual([longAgo.id, now.id]);
  });

  it('are moved on by one replica only, however many see them due', async () => {
    const { id } = await added({ nextDueAtMs: NOW_MS });
    const another = openStore({ url: own.database.url, tls: 'disable', caPem: null });
    const moved = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 === 0 ? own.store : another).subscriptions.advance(id, NOW_MS, NOW_MS + DAY_MS),
      ),
    );
    await another.close();
    expect(moved.filter(Boolean)).toHaveLength(1);
    expect((await own.store.subscriptions.find(id))?.nextDueAtMs).toBe(NOW_MS + DAY_MS);
    expect(await own.store.subscriptions.advance(id, NOW_MS + DAY_MS, null)).toBe(true);
    expect((await own.store.subscriptions.find(id))?.nextDueAtMs).toBeNull();
  });

  it('are paused with a reason, resumed, and removed', async () => {
    const { id } = await added();
    const { subscriptions } = own.store;
    expect(await subscriptions.setStatus(id, PAUSED, null)).toBe(true);
    expect(await subscriptions.find(id)).toMatchObject({ status: PAUSED, nextDueAtMs: null });
    expect(await subscriptions.setStatus(id, { kind: 'active' }, NOW_MS)).toBe(true);
    expect(await subscriptions.find(id)).toMatchObject({ status: { kind: 'active' }, nextDueAtMs: NOW_MS });
    expect(await subscriptions.remove(id)).toBe(true);
    expect(await subscriptions.remove(id)).toBe(false);
    expect(await subscriptions.find(id)).toBeNull();
  });

  it.each(['no uuid', randomUUID()])('that are not there change nothing: "%s"', async (id) => {
    const { subscriptions } = own.store;
    expect(await subscriptions.find(id)).toBeNull();
    expect(await subscriptions.advance(id, NOW_MS, null)).toBe(false);
    expect(await subscriptions.setStatus(id, PAUSED, null)).toBe(false);
    expect(await subscriptions.remove(id)).toBe(false);
  });
});

describe('digests that were due', () => {
  const own = keptStore();

  it('are planned once, however many replicas plan them', async () => {
    const one = subscription();
    await own.store.subscriptions.add(one);
    const { plannedDigests } = own.store;
    const planned = await Promise.all(Array.from({ length: 5 }, () => plannedDigests.plan(one.id, NOW_MS)));
    expect(planned.filter(Boolean)).toHaveLength(1);
    expect(await plannedDigests.statusOf(one.id, NOW_MS)).toBe('planned');
    expect(await plannedDigests.plan(one.id, NOW_MS + 1)).toBe(true);
  });

  it('that were skipped are told until a digest has reported them', async () => {
    const one = subscription();
    await own.store.subscriptions.add(one);
    const { plannedDigests } = own.store;
    await plannedDigests.plan(one.id, NOW_MS);
    await plannedDigests.settle(one.id, NOW_MS, 'skipped', 'too-late');
    expect(await plannedDigests.skip(one.id, NOW_MS - DAY_MS, 'missed')).toBe(true);
    await plannedDigests.settle(one.id, NOW_MS + DAY_MS, 'posted', null);
    expect(await plannedDigests.unreported(one.id)).toEqual([NOW_MS - DAY_MS, NOW_MS]);
    await plannedDigests.noteReported(one.id, [NOW_MS - DAY_MS, NOW_MS + DAY_MS]);
    expect(await plannedDigests.unreported(one.id)).toEqual([NOW_MS]);
    expect(await plannedDigests.statusOf(one.id, NOW_MS + DAY_MS)).toBe('posted');
  });

  it('are not skipped once they are planned: whether one took place is for its job to say', async () => {
    const one = subscription();
    await own.store.subscriptions.add(one);
    const { plannedDigests } = own.store;
    await plannedDigests.plan(one.id, NOW_MS);
    expect(await plannedDigests.skip(one.id, NOW_MS, 'missed')).toBe(false);
    expect(await plannedDigests.statusOf(one.id, NOW_MS)).toBe('planned');
  });

  it('wait for another look until it is known what became of them, and looks only go forwards', async () => {
    const one = subscription();
    await own.store.subscriptions.add(one);
    const { plannedDigests } = own.store;
    const look = { subscriptionId: one.id, dueAtMs: NOW_MS, look: 1, lookAtMs: NOW_MS + 15 };
    const unplanned = { ...look, dueAtMs: NOW_MS - DAY_MS, lookAtMs: NOW_MS - 1 };
    await plannedDigests.plan(one.id, NOW_MS);
    expect(await plannedDigests.lookAt(one.id, NOW_MS)).toBeNull();
    for (const each of [look, unplanned]) await plannedDigests.putOff(each);
    expect(await plannedDigests.waitingLooks()).toEqual([unplanned, look]);
    const second = { ...look, look: 2, lookAtMs: NOW_MS + 30 };
    for (const each of [second, { ...look, lookAtMs: NOW_MS + 99 }, { ...second, lookAtMs: NOW_MS + 99 }])
      await plannedDigests.putOff(each);
    expect(await plannedDigests.lookAt(one.id, NOW_MS)).toEqual(second);
    expect(await plannedDigests.statusOf(one.id, NOW_MS)).toBe('planned');
    await plannedDigests.settle(one.id, NOW_MS, 'posted', null);
    await plannedDigests.putOff({ ...look, look: 3 });
    expect(await plannedDigests.lookAt(one.id, NOW_MS)).toEqual(second);
    expect(await plannedDigests.statusOf(one.id, NOW_MS)).toBe('posted');
    expect(await plannedDigests.waitingLooks()).toEqual([unplanned]);
  });

  it('go with their subscription: nothing is planned for one that is gone', async () => {
    const one = subscription();
    await own.store.subscriptions.add(one);
    const { plannedDigests } = own.store;
    await plannedDigests.plan(one.id, NOW_MS);
    await own.store.subscriptions.remove(one.id);
    for (const id of [one.id, 'no uuid']) {
      expect(await plannedDigests.plan(id, NOW_MS + 1)).toBe(false);
      await plannedDigests.settle(id, NOW_MS, 'skipped', 'too-late');
      await plannedDigests.putOff({ subscriptionId: id, dueAtMs: NOW_MS, look: 1, lookAtMs: NOW_MS + 1 });
      expect(await plannedDigests.lookAt(id, NOW_MS)).toBeNull();
      expect(await plannedDigests.waitingLooks()).toEqual([]);
      expect(await plannedDigests.statusOf(id, NOW_MS)).toBeNull();
      expect(await plannedDigests.skip(id, NOW_MS, 'missed')).toBe(false);
      await plannedDigests.noteReported(id, [NOW_MS]);
      expect(await plannedDigests.unreported(id)).toEqual([]);
    }
  });
});
