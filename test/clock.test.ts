import { afterEach, expect, it, vi } from 'vitest';
import { createClock } from '../src/clock.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('the clock is the machine’s, unless it is told where to start: then it runs on from there', () => {
  vi.useFakeTimers({ now: Date.parse('2026-03-01T00:00:00Z') });
  const real = createClock(null);
  const rehearsal = createClock(Date.parse('2025-07-24T12:31:34Z'));
  vi.advanceTimersByTime(90_000);
  expect(new Date(real()).toISOString()).toBe('2026-03-01T00:01:30.000Z');
  expect(new Date(rehearsal()).toISOString()).toBe('2025-07-24T12:33:04.000Z');
});
