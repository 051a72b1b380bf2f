import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import { idOf, plannedRun } from '../../src/jobs/digest-job.ts';
import { createEnqueueDue, type EnqueueDueSettings } from '../../src/jobs/enqueue-due.ts';
import type { Subscription } from '../../src/store/subscriptions.ts';
import { subscription } from '../store/kept.ts';
import { keptStore } from '../store/kept-store.ts';
import { enqueueing } from './enqueueing.ts';

const NOW_MS = Date.parse('2025-07-24T08:00:30Z');
const DUE_MS = Date.parse('2025-07-24T08:00:00Z');
const NEXT_MS = Date.parse('2025-07-24T08:20:00Z');

describe('enqueueing what is due', () => {
  const own = keptStore();
  /** What the queue has taken, by the id of the job. */
  const sent = new Map<string, object>();
  let errors: object[] = [];

  beforeEach(() => {
    sent.clear();
    errors = [];
  });

  const settings = (change: Partial<EnqueueDueSettings> = {}): EnqueueDueSettings => ({
    ...enqueueing(own.store, sent, {
      reviewsOf: (checkId) => (checkId === 'portal-links' ? { nextReviewAfterMs: () => null } : null),
      log: { error: (fields) => void errors.push(fields) },
    }),
    ...change,
  });
  const dueOfSent = () => [...sent.values()].map((data) => plannedRun.parse(data).dueAtMs);
  const enqueueDue = (nowMs: number) => createEnqueueDue(settings())(nowMs);

  const subscribe = async (change: Partial<Subscription> = {}): Promise<string> => {
    const schedule = { kind: 'cron', cron: '*/20 * * * *', timeZone: 'UTC' } as const;
    const due = subscription({ schedule, createdAtMs: 0, nextDueAtMs: DUE_MS, ...change });
    await own.store.subscriptions.add(due);
    return due.id;
  };
  const nextDueOf = async (id: string) => (await own.store.subscriptions.find(id))?.nextDueAtMs;
  const planned = () =>
    own.database.run('select due_at, status, reason from planned_digests order by due_at');

  it('plans a digest, sends its job, and moves the due time on', async () => {
    const id = await subscribe();
    await enqueueDue(NOW_MS);
    expect([...sent.keys()]).toEqual([idOf({ subscriptionId: id, dueAtMs: DUE_MS })]);
    expect(dueOfSent()).toEqual([DUE_MS]);
    expect(await planned()).toEqual([{ due_at: new Date(DUE_MS), status: 'planned', reason: null }]);
    expect(await nextDueOf(id)).toBe(NEXT_MS);
    await enqueueDue(NOW_MS);
    expect(sent.size).toBe(1);
  });

  it('leaves alone what is not due, or paused', async () => {
    await subscribe({ nextDueAtMs: NOW_MS + 1 });
    const status = { kind: 'paused', reason: 'by-person', byUserId: 'U1', atMs: 0 } as const;
    await subscribe({ channelId: 'C2', status });
    await enqueueDue(NOW_MS);
    expect(sent.size).toBe(0);
  });

  it('sends one job, however many replicas do it at the same moment', async () => {
    const id = await subscribe();
    await Promise.all(Array.from({ length: 5 }, () => enqueueDue(NOW_MS)));
    expect(dueOfSent()).toEqual([DUE_MS]);
    expect(await nextDueOf(id)).toBe(NEXT_MS);
    expect(errors).toEqual([]);
  });

  it('notes digests that were missed as skipped, and makes the newest one', async () => {
    const id = await subscribe({ nextDueAtMs: DUE_MS - HOUR_MS });
    await enqueueDue(NOW_MS);
    expect(dueOfSent()).toEqual([DUE_MS]);
    expect(await own.store.plannedDigests.unreported(id)).toEqual([
      DUE_MS - HOUR_MS,
      DUE_MS - 40 * MINUTE_MS,
      DUE_MS - 20 * MINUTE_MS,
    ]);
  });

  it('notes one that was missed 3 hours ago as skipped, and makes none', async () => {
    const schedule = { kind: 'cron', cron: '0 5 * * *', timeZone: 'UTC' } as const;
    const id = await subscribe({ schedule, nextDueAtMs: DUE_MS - 3 * HOUR_MS });
    await enqueueDue(NOW_MS);
    expect(sent.size).toBe(0);
    expect(await own.store.plannedDigests.unreported(id)).toEqual([DUE_MS - 3 * HOUR_MS]);
    expect(await nextDueOf(id)).toBe(DUE_MS + 21 * HOUR_MS);
  });

  /** Everything that it does, in order; dying before any of it must lose nothing. */
  const steps = ['plan', 'send', 'advance'] as const;
  describe.each(steps)('a replica that dies before it could %s', (step) => {
    const dying = (): EnqueueDueSettings => {
      const die = async (): Promise<never> => {
        throw new Error('dead');
      };
      const { subscriptions, plannedDigests, queue } = settings();
      return settings({
        ...(step === 'plan' ? { plannedDigests: { ...plannedDigests, plan: die } } : {}),
        ...(step === 'send' ? { queue: { ...queue, send: die } } : {}),
        ...(step === 'advance' ? { subscriptions: { dueAt: subscriptions.dueAt, advance: die } } : {}),
      });
    };

    it('leaves a digest that the next tick enqueues, once', async () => {
      const id = await subscribe();
      await createEnqueueDue(dying())(NOW_MS);
      expect(errors).toHaveLength(1);
      await enqueueDue(NOW_MS + MINUTE_MS);
      expect(dueOfSent()).toEqual([DUE_MS]);
      expect(await nextDueOf(id)).toBe(NEXT_MS);
    });

    it('leaves a digest that is neither lost nor enqueued twice, even where a newer one has fallen due', async () => {
      const id = await subscribe();
      await createEnqueueDue(dying())(NOW_MS);
      await enqueueDue(NEXT_MS);
      const skipped = await own.store.plannedDigests.unreported(id);
      expect([...dueOfSent(), ...skipped].toSorted((one, other) => one - other)).toEqual([DUE_MS, NEXT_MS]);
    });
  });

  describe('of digests that were put off', () => {
    const putOff = async (look = 1, lookAtMs = NOW_MS) => {
      const id = await subscribe({ channelId: `C${look}`, nextDueAtMs: null });
      const one = { subscriptionId: id, dueAtMs: DUE_MS, look };
      await own.store.plannedDigests.putOff({ ...one, lookAtMs });
      return one;
    };

    it('sends each look once, when its time has come, under an id of its own', async () => {
      const one = await putOff();
      await enqueueDue(NOW_MS - 1);
      expect(sent.size).toBe(0);
      await Promise.all(Array.from({ length: 5 }, () => enqueueDue(NOW_MS)));
      expect([...sent.keys()]).toEqual([idOf(one)]);
      await own.store.plannedDigests.putOff({ ...one, look: 2, lookAtMs: NOW_MS + MINUTE_MS });
      await enqueueDue(NOW_MS + MINUTE_MS);
      expect([...sent.keys()]).toEqual([idOf(one), idOf({ ...one, look: 2 })]);
      expect(new Set([...sent.keys(), idOf({ ...one, look: undefined })]).size).toBe(3);
    });

    it('sends none any more once it is known what became of it', async () => {
      const { subscriptionId, dueAtMs } = await putOff();
      await own.store.plannedDigests.settle(subscriptionId, dueAtMs, 'posted', null);
      await enqueueDue(NOW_MS);
      expect(sent.size).toBe(0);
    });

    it('sends those of others where the queue does not take one', async () => {
      const [first, second] = [await putOff(1), await putOff(2, NOW_MS + 1)];
      const { queue } = settings();
      const failing = createEnqueueDue(
        settings({
          queue: {
            send: async (...job) =>
              job[1] === idOf(first) ? Promise.reject(new Error('dead')) : queue.send(...job),
          },
        }),
      );
      await failing(NOW_MS + 1);
      expect([...sent.keys()]).toEqual([idOf(second)]);
      expect(errors).toHaveLength(1);
      await enqueueDue(NOW_MS + 1);
      expect([...sent.keys()]).toEqual([idOf(second), idOf(first)]);
    });
  });

  it('is not kept from others by a subscription of a check that is no more', async () => {
    await subscribe({ checkId: 'gone', nextDueAtMs: DUE_MS - 1 });
    await subscribe({ channelId: 'C2' });
    await enqueueDue(NOW_MS);
    expect(dueOfSent()).toEqual([DUE_MS]);
    expect(errors).toHaveLength(1);
  });
});
