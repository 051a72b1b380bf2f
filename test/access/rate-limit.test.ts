import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateLimit } from '../../src/access/rate-limit.ts';
import { MINUTE_MS, SECOND_MS } from '../../src/diagnosis/time.ts';

function setUp(perMinute: number) {
  const time = { nowMs: 0 };
  return { time, limit: createRateLimit({ perMinute, clock: () => time.nowMs }) };
}

const OK = { ok: true };

describe('the limit of one person', () => {
  it('lets through what fits into a minute, and tells when more does', () => {
    const { limit, time } = setUp(5);
    expect(limit.take('U1', 2)).toEqual(OK);
    time.nowMs += 10 * SECOND_MS;
    expect(limit.take('U1', 3)).toEqual(OK);
    time.nowMs += 10 * SECOND_MS;
    expect(limit.take('U1', 2)).toEqual({ ok: false, retryAfterMs: 40 * SECOND_MS });
    expect(limit.take('U1', 3)).toEqual({ ok: false, retryAfterMs: 50 * SECOND_MS });
    time.nowMs += 40 * SECOND_MS;
    expect(limit.take('U1', 2)).toEqual(OK);
  });

  it('is not touched by what was refused, nor by anybody else', () => {
    const { limit, time } = setUp(2);
    expect(limit.take('U1', 2)).toEqual(OK);
    time.nowMs += 30 * SECOND_MS;
    expect(limit.take('U1', 1)).toMatchObject({ ok: false });
    expect(limit.take('U2', 2)).toEqual(OK);
    time.nowMs += 30 * SECOND_MS;
    expect(limit.take('U1', 2)).toEqual(OK);
  });

  it('lets through what is larger than itself, but only when nothing else counts', () => {
    const { limit, time } = setUp(5);
    expect(limit.take('U1', 30)).toEqual(OK);
    expect(limit.take('U1', 1)).toEqual({ ok: false, retryAfterMs: MINUTE_MS });
    time.nowMs += MINUTE_MS;
    expect(limit.take('U1', 1)).toEqual(OK);
    expect(limit.take('U1', 30)).toEqual({ ok: false, retryAfterMs: MINUTE_MS });
  });

  it('takes no memory for people who are gone', () => {
    const { limit, time } = setUp(5);
    for (let index = 0; index < 1_000; index += 1) {
      time.nowMs += SECOND_MS;
      limit.take(`U${index}`, 1);
      limit.take('U-always', 1);
      expect(limit.size()).toBeLessThanOrEqual(61);
    }
    time.nowMs += MINUTE_MS;
    expect(limit.size()).toBe(0);
  });
});

describe('the laws of the limit, whatever is asked for', () => {
  const perMinute = 10;
  const asked = fc.array(
    fc.record({
      pauseMs: fc.nat({ max: 40 * SECOND_MS }),
      userId: fc.constantFrom('U1', 'U2'),
      cost: fc.integer({ min: 1, max: 13 }),
    }),
    { maxLength: 60 },
  );

  it('never more than the limit within any minute, but for one thing that is larger by itself', () => {
    fc.assert(
      fc.property(asked, (requests) => {
        const { limit, time } = setUp(perMinute);
        const taken: { userId: string; atMs: number; cost: number }[] = [];
        for (const { pauseMs, userId, cost } of requests) {
          time.nowMs += pauseMs;
          if (limit.take(userId, cost).ok) taken.push({ userId, atMs: time.nowMs, cost });
        }
        for (const first of taken) {
          const within = taken.filter(
            ({ userId, atMs }) =>
              userId === first.userId && atMs >= first.atMs && atMs < first.atMs + MINUTE_MS,
          );
          const sum = within.reduce((total, { cost }) => total + cost, 0);
          expect(sum <= perMinute || within.length === 1).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('who waits as long as they were told, and no shorter, is let through', () => {
    fc.assert(
      fc.property(asked, (requests) => {
        const { limit, time } = setUp(perMinute);
        for (const { pauseMs, userId, cost } of requests) {
          time.nowMs += pauseMs;
          const answer = limit.take(userId, cost);
          if (answer.ok) continue;
          time.nowMs += answer.retryAfterMs - 1;
          expect(limit.take(userId, cost)).toEqual({ ok: false, retryAfterMs: 1 });
          time.nowMs += 1;
          expect(limit.take(userId, cost)).toEqual(OK);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
