import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/diagnosis/time.ts';
import type { PlannedRun } from '../../../src/jobs/digest-job.ts';
import { startRehearsal, type Rehearsal } from '../../../src/sandbox/replicas/rehearsal.ts';
import type { ReplicaProcess } from '../../../src/sandbox/replicas/replica-process.ts';
import { plannedBetween } from '../../../src/schedules/cron.ts';
import { POSTING_STEPS } from '../../../src/slack/post-once.ts';

describe.each([
  { scope: 'with the history scope', mayReadHistory: true, promise: 'each digest stands exactly once' },
  { scope: 'without it', mayReadHistory: false, promise: 'none is lost, and every repeat is marked' },
])('several replicas, $scope: $promise', ({ mayReadHistory }) => {
  let rehearsal: Rehearsal;

  beforeAll(async () => {
    rehearsal = await startRehearsal({ mayReadHistory });
  });
  afterAll(() => rehearsal.stop());

  const living: ReplicaProcess[] = [];
  const joins = (): void => void living.push(rehearsal.join());
  const areAlive = () =>
    living.map(({ child }) => child.process.exitCode === null && child.process.signalCode === null);

  const ordered: PlannedRun[] = [];
  const order = async (count: number): Promise<readonly PlannedRun[]> => {
    const runs = await Promise.all(Array.from({ length: count }, () => rehearsal.order()));
    ordered.push(...runs);
    return runs;
  };
  const statusesOf = (runs: readonly PlannedRun[]) =>
    Promise.all(
      runs.map(({ subscriptionId, dueAtMs }) =>
        rehearsal.store.plannedDigests.statusOf(subscriptionId, dueAtMs),
      ),
    );
  const all = (count: number, value: string): string[] => Array.from({ length: count }, () => value);

  it('after one was killed at each step of posting', async () => {
    const dying = POSTING_STEPS.map((step) => rehearsal.join({ step }));
    const runs = await order(POSTING_STEPS.length);
    await Promise.all(dying.map(({ ended }) => ended));
    expect(dying.map(({ child }) => child.process.signalCode)).toEqual(all(POSTING_STEPS.length, 'SIGKILL'));

    joins();
    joins();
    await rehearsal.settled(runs);
    expect(await statusesOf(runs)).toEqual(all(runs.length, 'posted'));
    expect(await rehearsal.complaints(ordered)).toEqual([]);
    const posts = await Promise.all(runs.map((run) => rehearsal.texts(run)));
    expect(posts.some(({ length }) => length > 1)).toBe(!mayReadHistory);
  }, 180_000);

  it('while three live, PostgreSQL is restarted, and Slack answers 429 and 500', async () => {
    joins();
    await Promise.all(living.map(({ ready }) => ready));
    expect(areAlive()).toEqual([true, true, true]);
    await rehearsal.fail({ method: 'chat.postMessage', kind: 'rate-limited', count: 2 });
    await rehearsal.fail({ method: 'chat.postMessage', kind: 'server-error-before', count: 1 });
    await rehearsal.fail({ method: 'chat.postMessage', kind: 'server-error-after', count: 2 });
    await rehearsal.fail({ method: 'conversations.history', kind: 'server-error-before', count: 2 });
    const posting = rehearsal.posting();
    const runs = await order(4);
    await posting;
    await rehearsal.sandbox.restartDatabases();
    await rehearsal.settled(runs);
    expect(await statusesOf(runs)).toEqual(all(runs.length, 'posted'));
    expect(await rehearsal.complaints(ordered)).toEqual([]);
    expect(areAlive()).toEqual([true, true, true]);
  }, 180_000);
});

describe('digests that fell due while everything was down', () => {
  let rehearsal: Rehearsal;

  beforeAll(async () => {
    rehearsal = await startRehearsal({ mayReadHistory: true });
  });
  afterAll(() => rehearsal.stop());

  it('take place once if they are less than an hour old, else are reported as skipped by the next one', async () => {
    const { plannedDigests, subscriptions } = rehearsal.store;
    const now = rehearsal.now();
    const quarterHourly = { kind: 'cron', cron: '*/15 * * * *', timeZone: 'UTC' } as const;
    const young = await rehearsal.order({ nextDueAtMs: now - 20 * MINUTE_MS });
    const old = await rehearsal.order({ nextDueAtMs: now - 3 * HOUR_MS });
    const firstOfFive =
      plannedBetween({ ...quarterHourly, every: 1, anchor: null }, now - 75 * MINUTE_MS, now)[0] ?? 0;
    const five = await rehearsal.order({ schedule: quarterHourly, nextDueAtMs: firstOfFive });
    const newestOfFive = { ...five, dueAtMs: firstOfFive + 60 * MINUTE_MS };

    // Whoever put it off has died since.
    const putOff = await rehearsal.order({ nextDueAtMs: now - 25 * MINUTE_MS });
    await plannedDigests.putOff({ ...putOff, look: 1, lookAtMs: now - 10 * MINUTE_MS });
    await subscriptions.advance(putOff.subscriptionId, putOff.dueAtMs, null);

    rehearsal.join();
    await rehearsal.settled([young, old, newestOfFive, putOff]);
    expect(await plannedDigests.statusOf(putOff.subscriptionId, putOff.dueAtMs)).toBe('posted');
    const statusOf = ({ subscriptionId, dueAtMs }: PlannedRun) =>
      plannedDigests.statusOf(subscriptionId, dueAtMs);
    expect(await statusOf(young)).toBe('posted');
    expect(await statusOf(old)).toBe('skipped');
    expect(await statusOf(newestOfFive)).toBe('posted');
    expect(await rehearsal.complaints([young, newestOfFive, putOff])).toEqual([]);

    const next = { ...old, dueAtMs: rehearsal.now() };
    await subscriptions.setStatus(old.subscriptionId, { kind: 'active' }, next.dueAtMs);
    await rehearsal.settled([next]);
    expect(await rehearsal.complaints([young, newestOfFive, putOff, next])).toEqual([]);
    expect(await statusOf(old)).toBe('reported');
    expect(await rehearsal.heartbeats()).toBe(4);
    expect(await rehearsal.texts(next)).toEqual([
      expect.stringContaining('did not take place; this one stands for it'),
    ]);
    expect(await rehearsal.texts(newestOfFive)).toEqual([expect.stringContaining('4 digests, from')]);
  }, 120_000);
});
