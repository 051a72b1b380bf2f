import { expect, it } from 'vitest';
import { DAY_MS, SECOND_MS } from '../../src/diagnosis/time.ts';
import { followClock } from '../../src/sandbox/follow-clock.ts';

const STARTS_MS = Date.parse('2025-07-24T12:31:34Z');
const WEEK_MS = 7 * DAY_MS;

it('lets a command of the terminal begin where the page’s clock is, says when that was moved, and outlives a bot that does not tell', async () => {
  const ending = new AbortController();
  const shows = [0, SECOND_MS, null, WEEK_MS, WEEK_MS + SECOND_MS];
  const written: (string | undefined)[] = [];
  const moved: number[] = [];
  await followClock({
    now: async () => {
      const passedMs = shows.shift() ?? null;
      if (shows.length === 0) ending.abort();
      if (passedMs === null) throw new Error('no answer');
      return STARTS_MS + passedMs;
    },
    file: { change: async (change) => void written.push(change['CLOCK_STARTS_AT']) },
    onMoved: (nowMs) => moved.push(nowMs),
    signal: ending.signal,
    everyMs: 1,
  });
  expect(written).toEqual([
    '2025-07-24T12:31:34.000Z',
    '2025-07-24T12:31:35.000Z',
    '2025-07-31T12:31:34.000Z',
    '2025-07-31T12:31:35.000Z',
  ]);
  expect(moved).toEqual([STARTS_MS + WEEK_MS]);
});
