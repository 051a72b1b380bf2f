import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import type { Trend } from '../../src/digests/trend.ts';
import { layOut, MARGIN, PLOT_WIDTH } from '../../src/pictures/trend-layout.ts';
import { drawTrend } from '../../src/pictures/trend-picture.ts';
import { trendSvg } from '../../src/pictures/trend-svg.ts';

const LAST_MS = Date.parse('2025-07-21T13:00:00-07:00');

type Counts = Trend['points'][number]['counts'];
const NOBODY: Counts = { missing: 0, partial: 0, unknown: 0, 'on-schedule': 0, 'not-expected': 0 };

/** The newest today, the others each some days before. */
function trendOf(counts: readonly Partial<Counts>[], change: Partial<Trend> = {}, everyDays = 7): Trend {
  return {
    title: 'Widgets & Sons',
    timeZone: 'America/Los_Angeles',
    axisTitle: 'Times in America/Los_Angeles',
    locale: 'en-GB',
    points: counts.map((each, index) => ({
      asOfMs: LAST_MS - (counts.length - 1 - index) * everyDays * DAY_MS,
      counts: { ...NOBODY, ...each },
    })),
    names: [
      { state: 'missing', name: 'missing' },
      { state: 'partial', name: 'partial' },
      { state: 'unknown', name: 'unknown' },
      { state: 'on-schedule', name: 'on schedule' },
    ],
    altText: 'Trend',
    ...change,
  };
}

const FEW = [7, 5, 9, 2].map((missing) => ({ missing, 'on-schedule': 212 - missing }));

const textsIn = (svg: string): readonly string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);

describe('the picture of a trend', () => {
  it('is a PNG for a place 900 pixels wide, at twice that, and always the same', async () => {
    const [one, again] = await Promise.all([drawTrend(trendOf(FEW)), drawTrend(trendOf(FEW))]);
    expect(Buffer.from(one).subarray(1, 4).toString()).toBe('PNG');
    expect(Buffer.from(one).readUInt32BE(16)).toBe(1_800);
    expect(Buffer.from(one).equals(again)).toBe(true);
  });

  it('says what it is, how many are missing each time, and how it stands now', async () => {
    const texts = textsIn(await trendSvg(trendOf(FEW)));
    expect(texts).toEqual(
      expect.arrayContaining([
        'Widgets &amp; Sons',
        'Times in America/Los_Angeles',
        '7',
        '5',
        '9',
        '2 missing',
        '0 partial',
        '210 on schedule',
      ]),
    );
  });

  it('names days and hours in the schedule’s zone, in its language', async () => {
    expect(textsIn(await trendSvg(trendOf(FEW)))).toEqual(expect.arrayContaining(['Mon 21 Jul', '13:00']));
    const tokyo = trendOf(FEW, { timeZone: 'Asia/Tokyo', locale: 'es-419' });
    expect(textsIn(await trendSvg(tokyo))).toEqual(expect.arrayContaining(['mar 22 jul', '05:00']));
  });

  it('writes the figures of the missing only where they have room', () => {
    const many = Array.from({ length: 30 }, () => ({ missing: 3 }));
    expect(layOut(trendOf(FEW)).panels[0]?.series[0]?.hasFigures).toBe(true);
    expect(layOut(trendOf(many)).panels[0]?.series[0]?.hasFigures).toBe(false);
  });
});

describe('the layout of a trend', () => {
  it.each<readonly [string, readonly Partial<Counts>[]]>([
    ['nobody at all', [{}, {}, {}, {}]],
    ['few', FEW],
    ['everybody', [{ missing: 10_000 }, { missing: 9_999 }, { missing: 1 }, {}]],
    [
      'all alike',
      Array.from({ length: 4 }, () => ({ missing: 3, partial: 3, unknown: 3, 'on-schedule': 3 })),
    ],
  ])('keeps everything in its panel, and names apart: %s', (_, counts) => {
    const { panels, height } = layOut(trendOf(counts));
    expect(panels).toHaveLength(2);
    for (const panel of panels) {
      const bottom = panel.top + panel.height;
      expect(bottom).toBeLessThanOrEqual(height);
      expect(panel.grid.length).toBeGreaterThan(1);
      const places = panel.series.flatMap((series) => series.places);
      for (const { x, y } of [...places, ...panel.grid.map((line) => ({ x: 1, y: line.y }))]) {
        expect(x).toBeGreaterThan(0);
        expect(x).toBeLessThan(PLOT_WIDTH);
        expect(y).toBeGreaterThanOrEqual(panel.top);
        expect(y).toBeLessThanOrEqual(bottom);
      }
      const names = panel.series.map(({ name }) => name.y).toSorted((a, b) => a - b);
      for (const [index, y] of names.slice(1).entries()) {
        expect(y - (names[index] ?? 0)).toBeGreaterThanOrEqual(14);
      }
      expect(names[0]).toBeGreaterThan(panel.top - MARGIN.top);
    }
  });

  it('has one panel where nobody is, or was, on schedule', () => {
    const trend = trendOf(FEW, { names: [{ state: 'missing', name: 'missing' }] });
    expect(layOut(trend).panels).toHaveLength(1);
  });

  it('has few lines to count by, at round figures', () => {
    const grid = (most: number) =>
      layOut(trendOf([{ missing: most }, {}, {}, {}])).panels[0]?.grid.map(({ count }) => count);
    expect(grid(1)).toEqual([0, 1]);
    expect(grid(7)).toEqual([0, 2, 4, 6, 8]);
    expect(grid(9_800)).toEqual([0, 2_000, 4_000, 6_000, 8_000, 10_000]);
  });
});
