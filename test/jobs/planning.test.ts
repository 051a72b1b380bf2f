import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import { isTooLate, nextDueAfterMs, planOf, type Reviews } from '../../src/jobs/planning.ts';
import type { DigestSchedule } from '../../src/digests/subscription.ts';

const at = (text: string): number => Date.parse(text);
const iso = (atMs: number | null): string | null => (atMs === null ? null : new Date(atMs).toISOString());

/** Reviewed each Monday at 20:00 UTC. */
const WEEKLY: Reviews = {
  nextReviewAfterMs(afterMs) {
    const monday = at('2025-07-21T20:00:00Z');
    return monday + (Math.floor((afterMs - monday) / (7 * DAY_MS)) + 1) * 7 * DAY_MS;
  },
};
const NEVER: Reviews = { nextReviewAfterMs: () => null };
const AFTER_SLOT: DigestSchedule = { kind: 'after-slot' };
const cron = (expression: string, timeZone = 'UTC'): DigestSchedule => ({
  kind: 'cron',
  cron: expression,
  timeZone,
});

describe('when a digest is due next', () => {
  it.each([
    ['after each slot', AFTER_SLOT, '2025-07-21T20:00:00Z', '2025-07-28T20:00:00.000Z'],
    ['daily', cron('0 8 * * *'), '2025-07-24T08:00:00Z', '2025-07-25T08:00:00.000Z'],
    [
      'daily in a zone, across a change of its clocks',
      cron('30 2 * * *', 'America/Los_Angeles'),
      '2025-03-08T11:00:00Z',
      '2025-03-09T10:30:00.000Z',
    ],
    ['yearly', cron('0 0 29 2 *'), '2025-07-24T08:00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('%s', (_, schedule, after, next) => {
    expect(iso(nextDueAfterMs(schedule, WEEKLY, at(after)))).toBe(next);
  });

  it('never, where the check has no planned run any more', () => {
    expect(nextDueAfterMs(AFTER_SLOT, NEVER, 0)).toBeNull();
  });
});

describe('catching up', () => {
  const plan = (schedule: DigestSchedule, due: string, now: string, reviews = WEEKLY) => {
    const { runDueAtMs, missedDueAtMs, nextDueAtMs } = planOf(schedule, reviews, at(due), at(now));
    return { run: iso(runDueAtMs), missed: missedDueAtMs.map(iso), next: iso(nextDueAtMs) };
  };

  it('makes the digest that has just fallen due', () => {
    expect(plan(AFTER_SLOT, '2025-07-21T20:00:00Z', '2025-07-21T20:00:30Z')).toEqual({
      run: '2025-07-21T20:00:00.000Z',
      missed: [],
      next: '2025-07-28T20:00:00.000Z',
    });
  });

  it('makes one that was due 20 minutes ago, once', () => {
    expect(plan(cron('0 8 * * *'), '2025-07-24T08:00:00Z', '2025-07-24T08:20:00Z')).toEqual({
      run: '2025-07-24T08:00:00.000Z',
      missed: [],
      next: '2025-07-25T08:00:00.000Z',
    });
  });

  it('skips one that was due 3 hours ago', () => {
    expect(plan(cron('0 8 * * *'), '2025-07-24T08:00:00Z', '2025-07-24T11:00:00Z')).toEqual({
      run: null,
      missed: ['2025-07-24T08:00:00.000Z'],
      next: '2025-07-25T08:00:00.000Z',
    });
  });

  it('of five that were missed makes only the newest', () => {
    expect(plan(cron('*/20 * * * *'), '2025-07-24T08:00:00Z', '2025-07-24T09:30:00Z')).toEqual({
      run: '2025-07-24T09:20:00.000Z',
      missed: [
        '2025-07-24T08:00:00.000Z',
        '2025-07-24T08:20:00.000Z',
        '2025-07-24T08:40:00.000Z',
        '2025-07-24T09:00:00.000Z',
      ],
      next: '2025-07-24T09:40:00.000Z',
    });
  });

  it('of weeks without the bot skips each slot', () => {
    expect(plan(AFTER_SLOT, '2025-07-07T20:00:00Z', '2025-07-24T00:00:00Z')).toEqual({
      run: null,
      missed: ['2025-07-07T20:00:00.000Z', '2025-07-14T20:00:00.000Z', '2025-07-21T20:00:00.000Z'],
      next: '2025-07-28T20:00:00.000Z',
    });
  });

  it('of a year of minutes notes the first and the newest hundred', () => {
    const { run, missed } = plan(cron('* * * * *'), '2024-07-24T00:00:00Z', '2025-07-24T00:00:30Z');
    expect(run).toBe('2025-07-24T00:00:00.000Z');
    expect(missed).toHaveLength(100);
    expect([missed[0], missed.at(-1)]).toEqual(['2024-07-24T00:00:00.000Z', '2025-07-23T23:59:00.000Z']);
  });

  it('loses no digest, makes at most one and none that is an hour old, and never falls behind', () => {
    const now = at('2025-07-24T08:00:00Z');
    fc.assert(
      fc.property(
        fc.constantFrom('*/7 * * * *', '0 * * * *', '0 8 * * *', '0 8 * * 1'),
        fc.integer({ min: 0, max: 30 * 24 * 60 }),
        (expression, minutesAgo) => {
          const schedule = cron(expression);
          const dueAtMs = nextDueAfterMs(schedule, NEVER, now - minutesAgo * MINUTE_MS) ?? 0;
          fc.pre(dueAtMs <= now);
          const { runDueAtMs, missedDueAtMs, nextDueAtMs } = planOf(schedule, NEVER, dueAtMs, now);
          const due = [...missedDueAtMs, ...(runDueAtMs === null ? [] : [runDueAtMs])];
          expect(due[0]).toBe(dueAtMs);
          expect(due).toEqual([...new Set(due)].toSorted((one, other) => one - other));
          expect(nextDueAfterMs(schedule, NEVER, due.at(-1) ?? 0)).toBe(nextDueAtMs);
          expect(runDueAtMs === null || now - runDueAtMs < HOUR_MS).toBe(true);
          expect(runDueAtMs === null).toBe(isTooLate(due.at(-1) ?? 0, now));
          expect(nextDueAtMs).toBeGreaterThan(now);
        },
      ),
      { numRuns: 50 },
    );
  });
});
