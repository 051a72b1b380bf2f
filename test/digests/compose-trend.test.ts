import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import { composeTrend } from '../../src/digests/compose-trend.ts';
import type { TrendPoint } from '../../src/digests/digests.ts';
import { faultsOfTranslation } from '../support/spanish.ts';
import { IN_ENGLISH, IN_SPANISH, LAST_WEEK_MS, ZONE } from './example.ts';

/** A week apart from one another; the rest of 212 are on schedule. */
const pointsOf = (missing: readonly number[], partial: readonly number[] = []): readonly TrendPoint[] =>
  missing.map((count, index) => ({
    asOfMs: LAST_WEEK_MS + (index - missing.length) * 7 * DAY_MS,
    counts: {
      missing: count,
      partial: partial[index] ?? 0,
      unknown: 0,
      'on-schedule': 212 - count - (partial[index] ?? 0),
      'not-expected': 0,
    },
  }));

describe('the trend of a scope', () => {
  it.each([
    [3, null],
    [4, 4],
  ])('of %s digests has %s points', (count, drawn) => {
    const trend = composeTrend(pointsOf(Array.from({ length: count }, () => 1)), IN_ENGLISH);
    expect(trend?.points.length ?? null).toBe(drawn);
  });

  it('names the states that occur, and the missing even where nobody is', () => {
    const names = (trend: ReturnType<typeof composeTrend>) => trend?.names.map(({ state }) => state);
    expect(names(composeTrend(pointsOf([0, 0, 0, 0]), IN_ENGLISH))).toEqual(['missing', 'on-schedule']);
    expect(names(composeTrend(pointsOf([0, 0, 0, 0], [0, 1, 0, 0]), IN_ENGLISH))).toEqual([
      'missing',
      'partial',
      'on-schedule',
    ]);
  });

  it('tells in words what the picture shows, and has the schedule’s zone', () => {
    const trend = composeTrend(pointsOf([7, 5, 9, 2]), IN_ENGLISH);
    expect(trend).toMatchObject({
      title: 'Widgets: the last 4 complete digests',
      timeZone: ZONE,
      axisTitle: 'Times of the digests, in America/Los_Angeles',
      altText:
        'Widgets: the last 4 complete digests, from Mon 16 June to Mon 7 July. missing: 7 at first, 9 at most (30 June), 2 at last; on schedule: 205 at first, 210 at most (7 July), 210 at last.',
    });
  });

  it('is told in Spanish with the same figures', () => {
    const points = pointsOf([7, 5, 9, 2], [1, 0, 0, 2]);
    const [english, spanish] = [IN_ENGLISH, IN_SPANISH].map((telling) => composeTrend(points, telling));
    if (!english || !spanish) throw new Error('two languages');
    const names = ['Widgets', 'America/Los_Angeles'];
    expect(faultsOfTranslation(spanish.altText, english.altText, names)).toEqual([]);
    expect(faultsOfTranslation(spanish.title, english.title, names)).toEqual([]);
    expect(faultsOfTranslation(spanish.axisTitle, english.axisTitle, names)).toEqual([]);
    expect(spanish.names.map(({ name }) => name)).toEqual(['sin enlace', 'parcial', 'al día']);
  });

  it('has a text that fits beside a picture, however many states and digits there are', () => {
    const points = Array.from({ length: 30 }, (_, index) => ({
      asOfMs: LAST_WEEK_MS + index * DAY_MS,
      counts: { missing: 1e6, partial: 1e6, unknown: 1e6, 'on-schedule': 1e6, 'not-expected': 1e6 },
    }));
    for (const telling of [IN_ENGLISH, IN_SPANISH]) {
      expect(composeTrend(points, telling)?.altText.length).toBeLessThanOrEqual(1_000);
    }
  });
});
