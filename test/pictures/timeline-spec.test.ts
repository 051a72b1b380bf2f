import { describe, expect, it } from 'vitest';
import type { MarkShape } from '../../src/checks/timeline.ts';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import { TICK_GAP_PX } from '../../src/pictures/axis-ticks.ts';
import { DRAWINGS } from '../../src/pictures/mark-looks.ts';
import {
  clustersOf,
  emptyPlaceOf,
  LANE_HEIGHT,
  legendOf,
  noteLines,
  ticksOf,
  PLOT_WIDTH,
} from '../../src/pictures/timeline-layout.ts';
import { timelineSpec } from '../../src/pictures/timeline-spec.ts';
import { timelineSvg } from '../../src/pictures/timeline-svg.ts';
import { exampleTimeline } from './timeline-example.ts';

/** The texts of a drawing, as they are read. */
const textsIn = (svg: string): readonly string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);

describe('the drawing', () => {
  it('names its lanes, why one is incomplete, its zone, its as-of, and each meaning in the legend', async () => {
    const texts = textsIn(await timelineSvg(exampleTimeline()));
    expect(texts).toEqual(
      expect.arrayContaining([
        'Runs',
        'Logs',
        'Events',
        'seen from 19 July 10:50 on',
        'Times in America/Los_Angeles',
        'as of Thu 24 July 12:30',
        'kept',
        'missed',
        'event',
        'not known',
      ]),
    );
  });

  it('writes a name from outside as text', async () => {
    expect(textsIn(await timelineSvg(exampleTimeline()))).toContain('Widget &amp; Sons &lt;Charlotte&gt;');
  });

  it('names each run’s day and hour on the axis, in the zone of the schedule and in its language', async () => {
    const english = textsIn(await timelineSvg(exampleTimeline()));
    expect(english).toEqual(expect.arrayContaining(['Thu 17 Jul', 'Wed 23 Jul', '11:00']));
    const spanish = textsIn(await timelineSvg(exampleTimeline({ locale: 'es' })));
    expect(spanish).toEqual(expect.arrayContaining(['jue 17 jul', 'mié 23 jul']));
    const tokyo = textsIn(await timelineSvg(exampleTimeline({ timeZone: 'Asia/Tokyo' })));
    expect(tokyo).toEqual(expect.arrayContaining(['Fri 18 Jul', '03:00']));
  });

  it('tells marks that cover each other by their number', async () => {
    expect(textsIn(await timelineSvg(exampleTimeline()))).toContain('×3');
  });

  it('says "none" in the stretch that is seen, and has nothing', async () => {
    const timeline = exampleTimeline();
    expect(textsIn(await timelineSvg(timeline)).filter((text) => text === 'none')).toHaveLength(1);
    const [, logs] = timeline.lanes;
    const lane = { ...logs, label: 'Logs', marks: [], note: 'failed' };
    expect(
      emptyPlaceOf(timeline, {
        ...lane,
        unseen: [{ fromMs: timeline.fromMs, untilMs: timeline.untilMs }],
      }),
    ).toBeNull();
  });

  it('is of one height for each number of lanes', () => {
    const { lanes } = exampleTimeline();
    expect(timelineSpec(exampleTimeline())).toMatchObject({ height: 3 * LANE_HEIGHT, width: PLOT_WIDTH });
    expect(timelineSpec(exampleTimeline({ lanes: lanes.slice(1) }))).toMatchObject({
      height: 2 * LANE_HEIGHT,
    });
  });

  it('loads nothing', () => {
    expect(JSON.stringify(timelineSpec(exampleTimeline()))).not.toMatch(/"(?:url|href)"/);
  });

  it('draws no two shapes alike', () => {
    const looks = Object.values(DRAWINGS).map(({ symbol, isFilled }) => `${symbol} ${isFilled}`);
    expect(new Set(looks).size).toBe(looks.length);
  });
});

describe('the layout', () => {
  const DAYS = [0, 1, 2, 3, 4, 5, 6, 7];
  const weekly = (): readonly number[] => DAYS.map((week) => exampleTimeline().fromMs + 7 * week * DAY_MS);

  it.each([
    ['eight daily runs', exampleTimeline()],
    ['eight weekly runs', exampleTimeline({ ticks: weekly(), untilMs: (weekly().at(-1) ?? 0) + DAY_MS })],
  ])('%s are all named', (_, timeline) => {
    expect(ticksOf(timeline)).toHaveLength(8);
  });

  it('names that would cover each other are left out, never the newest', () => {
    const { untilMs } = exampleTimeline();
    const ticks = Array.from({ length: 40 }, (_, index) => untilMs - (39 - index) * 3_600_000);
    const timeline = exampleTimeline({ ticks });
    const atMs = ticksOf(timeline).map((tick) => tick.atMs);
    const gapMs = ((timeline.untilMs - timeline.fromMs) * TICK_GAP_PX) / PLOT_WIDTH;
    expect(atMs.at(-1)).toBe(untilMs);
    for (const [index, tick] of atMs.entries()) {
      expect(tick - (atMs[index - 1] ?? 0)).toBeGreaterThanOrEqual(gapMs);
    }
  });

  it.each([
    ['days', 7 * DAY_MS, /^00:00$/],
    ['hours', DAY_MS / 4, /^\d\d:\d\d$/],
  ])('an axis of some %s without runs is named all the same', (_, spanMs, time) => {
    const { fromMs } = exampleTimeline();
    const ticks = ticksOf(exampleTimeline({ ticks: [], untilMs: fromMs + spanMs }));
    expect(ticks.length).toBeGreaterThan(3);
    for (const tick of ticks) expect(tick.time).toMatch(time);
  });

  it('marks of one meaning that lie apart stay apart, and those of two meanings always', () => {
    const timeline = exampleTimeline();
    const [runs] = timeline.lanes;
    const [first, second] = runs?.marks ?? [];
    if (runs === undefined || first === undefined || second === undefined) throw new Error('no runs');
    expect(clustersOf(timeline, runs).map(({ count }) => count)).toEqual(runs.marks.map(() => 1));
    const together = { ...runs, marks: [first, { ...second, atMs: first.atMs }] };
    expect(clustersOf(timeline, together)).toHaveLength(2);
  });

  it('a long legend goes on in a second row', () => {
    const shapes = Object.keys(DRAWINGS);
    const marks = shapes.map((shape, index) => ({
      atMs: exampleTimeline().fromMs + index * DAY_MS,
      tone: 'neutral' as const,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a table of all shapes
      shape: shape as MarkShape,
      meaning: `a meaning told at length by ${shape}`,
    }));
    const entries = legendOf(exampleTimeline({ lanes: [{ label: 'All', marks, note: null, unseen: [] }] }));
    expect(entries).toHaveLength(shapes.length);
    expect(new Set(entries.map(({ x, y }) => `${x} ${y}`)).size).toBe(entries.length);
    expect(entries.at(-1)?.y).toBeGreaterThan(0);
    for (const { x } of entries) expect(x).toBeLessThan(860);
  });

  it('a note is broken between words, and loses none', () => {
    const note = 'only as the bot has seen it; rows only until 24 September 09:30';
    expect(noteLines(note).join(' ')).toBe(note);
    expect(noteLines(note).length).toBe(2);
    expect(noteLines(null)).toEqual([]);
  });
});
