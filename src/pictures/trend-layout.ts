import type { State } from '../diagnosis/verdict.ts';
import type { Trend } from '../digests/trend.ts';
import { roomyTicks, type Tick } from './axis-ticks.ts';

/** Sizes in CSS pixels; the picture is drawn at twice that. */
const WIDTH = 900;
export const MARGIN = { left: 64, right: 168, top: 56, bottom: 68 } as const;
export const PLOT_WIDTH = WIDTH - MARGIN.left - MARGIN.right;

/** Whoever is not well stands in a panel of their own: beside the healthy, who are many, they would lie on the ground. */
const PANELS: readonly { readonly states: readonly State[]; readonly height: number }[] = [
  { states: ['missing', 'partial', 'unknown'], height: 190 },
  { states: ['on-schedule', 'not-expected'], height: 90 },
];
const PANEL_GAP_PX = 36;
/** So that a mark at an end, or at the top, is whole. */
const END_GAP_PX = 12;
const NAME_GAP_PX = 15;
/** Figures above the marks of the missing, as long as they do not touch. */
const FIGURE_GAP_PX = 26;
const GRID_GAP_PX = 36;

/** A place in the plot, in pixels from its upper left corner. */
interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Series {
  readonly state: State;
  readonly places: readonly (Place & { readonly count: number })[];
  /** Whether its figures have room above its marks. */
  readonly hasFigures: boolean;
  /** At its right end: "7 missing", apart from the others' names. */
  readonly name: Place & { readonly text: string };
}

export interface Panel {
  readonly top: number;
  readonly height: number;
  readonly grid: readonly { readonly y: number; readonly count: number }[];
  readonly series: readonly Series[];
}

export interface TrendLayout {
  readonly height: number;
  readonly panels: readonly Panel[];
  readonly ticks: readonly (Tick & { readonly x: number })[];
}

/** Where everything of a trend stands. Pure. */
export function layOut(trend: Trend): TrendLayout {
  const { points } = trend;
  const times = points.map(({ asOfMs }) => asOfMs);
  const [fromMs, untilMs] = [Math.min(...times), Math.max(...times)];
  const pxPerMs = (PLOT_WIDTH - 2 * END_GAP_PX) / Math.max(1, untilMs - fromMs);
  const xOf = (atMs: number) => END_GAP_PX + (atMs - fromMs) * pxPerMs;
  const closestPx = Math.min(...times.slice(1).map((atMs, index) => xOf(atMs) - xOf(times[index] ?? atMs)));

  let top = 0;
  const panels = PANELS.flatMap(({ states, height }): Panel[] => {
    const names = trend.names.filter(({ state }) => states.includes(state));
    if (names.length === 0) return [];
    const panelTop = top;
    top += height + PANEL_GAP_PX;
    const most = Math.max(1, ...names.flatMap(({ state }) => points.map(({ counts }) => counts[state])));
    const step = stepFor(most, height / GRID_GAP_PX);
    const pxPerCount = (height - END_GAP_PX) / (Math.ceil(most / step) * step);
    const yOf = (count: number) => panelTop + height - count * pxPerCount;
    const placed = names.map(({ state, name }) => ({
      state,
      name,
      places: points.map(({ asOfMs, counts }) => ({
        x: xOf(asOfMs),
        y: yOf(counts[state]),
        count: counts[state],
      })),
    }));
    const nameYs = apart(placed.map(({ places }) => places.at(-1)?.y ?? 0));
    return [
      {
        top: panelTop,
        height,
        grid: Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => ({
          y: yOf(index * step),
          count: index * step,
        })),
        series: placed.map(({ state, name, places }, index) => ({
          state,
          places,
          hasFigures: state === 'missing' && closestPx >= FIGURE_GAP_PX,
          name: {
            x: PLOT_WIDTH + NAME_GAP_PX,
            y: nameYs[index] ?? 0,
            text: `${figure(places.at(-1)?.count ?? 0, trend.locale)} ${name}`,
          },
        })),
      },
    ];
  });
  return {
    height: top - PANEL_GAP_PX,
    panels,
    ticks: roomyTicks(times, 1 / pxPerMs, trend).map((tick) => ({ ...tick, x: xOf(tick.atMs) })),
  };
}

export function figure(count: number, locale: string): string {
  return count.toLocaleString(locale);
}

/** The least round step that takes no more grid lines than fit. */
function stepFor(most: number, fitting: number): number {
  for (let power = 1; ; power *= 10) {
    const step = [1, 2, 5].map((digit) => digit * power).find((each) => most / each <= fitting);
    if (step !== undefined) return step;
  }
}

/** Moves heights up, from the lowest on, until their names do not touch. Keeps their order; the lowest stays, or it would leave its panel. */
function apart(ys: readonly number[]): readonly number[] {
  const lowestFirst = ys.map((y, index) => ({ y, index })).sort((a, b) => b.y - a.y || b.index - a.index);
  const placed = [...ys];
  let below = Infinity;
  for (const { y, index } of lowestFirst) {
    below = Math.min(y, below - NAME_GAP_PX);
    placed[index] = below;
  }
  return placed;
}
