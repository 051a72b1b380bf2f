import { DateTime } from 'luxon';
import type { Timeline, TimelineLane, TimelineMark } from '../checks/timeline.ts';
import { DAY_MS, type EpochMs } from '../diagnosis/time.ts';
import { roomyTicks, type Tick } from './axis-ticks.ts';

/** Sizes in CSS pixels; the picture is drawn at twice that. */
const WIDTH = 900;
export const LANE_HEIGHT = 40;
/** Where texts begin, and how far from the right they end. */
export const EDGE = 20;
export const MARGIN = { left: 196, right: 44, top: 68 } as const;
export const PLOT_WIDTH = WIDTH - MARGIN.left - MARGIN.right;

/** Free room at both ends of the axis, so that a mark at an end is whole. */
const END_GAP_PX = 12;
/** Marks of one meaning that would cover each other become one with a number. */
const MARK_GAP_PX = 9;
const FREE_TICKS = 6;
const WORD_PX = 60;
/** Of the condensed cut at 11 pixels, on average, and a little more. */
const CHARACTER_PX = 5.7;
const SYMBOL_RADIUS_PX = 7;
const LEGEND_SYMBOL_PX = 20;
const LEGEND_GAP_PX = 20;
export const LEGEND_ROW_PX = 20;
const NOTE_LINE_CHARACTERS = 37;

/** Marks that stand at one place. */
export interface Cluster extends TimelineMark {
  readonly count: number;
  /** "×3" */
  readonly times: string;
}

/** The stretch of time that the plot's width stands for. */
export function domainOf({ fromMs, untilMs }: Timeline): readonly [EpochMs, EpochMs] {
  const gapMs = ((untilMs - fromMs) * END_GAP_PX) / (PLOT_WIDTH - 2 * END_GAP_PX);
  return [fromMs - gapMs, untilMs + gapMs];
}

/** The marks of a lane, those that would cover each other as one, at the place of the first. */
export function clustersOf(timeline: Timeline, { marks }: TimelineLane): readonly Cluster[] {
  const gapMs = MARK_GAP_PX * msPerPixel(timeline);
  return marks.reduce<Cluster[]>((clusters, mark) => {
    const index = clusters.findLastIndex(({ meaning }) => meaning === mark.meaning);
    const last = clusters[index];
    if (last === undefined || mark.atMs - last.atMs >= gapMs) return [...clusters, clusterOf(mark, 1)];
    return clusters.with(index, clusterOf(last, last.count + 1));
  }, []);
}

function clusterOf({ atMs, tone, shape, meaning }: TimelineMark, count: number): Cluster {
  return { atMs, tone, shape, meaning, count, times: `×${count}` };
}

/** What the legend tells: each meaning that occurs, in reading order, and the stretches that are not seen. */
export interface LegendEntry {
  readonly meaning: string;
  /** null: a stretch. */
  readonly mark: TimelineMark | null;
  /** Of the symbol's middle, seen from the legend's upper left corner. */
  readonly x: number;
  readonly y: number;
}

/** Lays the legend out in rows that have room between the picture's margins. */
export function legendOf({ lanes, unseenMeaning }: Timeline): readonly LegendEntry[] {
  const marks = lanes.flatMap((lane) => lane.marks);
  const first = new Map(marks.toReversed().map((mark) => [mark.meaning, mark]));
  const meanings = new Set(marks.map(({ meaning }) => meaning));
  const hasUnseen = lanes.some(({ unseen }) => unseen.length > 0);
  const told = [...meanings, ...(hasUnseen ? [unseenMeaning] : [])];
  let [x, y] = [0, 0];
  return told.map((meaning) => {
    const width = LEGEND_SYMBOL_PX + meaning.length * CHARACTER_PX + LEGEND_GAP_PX;
    if (x + width - LEGEND_GAP_PX > WIDTH - 2 * EDGE) [x, y] = [0, y + LEGEND_ROW_PX];
    const entry = { meaning, mark: first.get(meaning) ?? null, x: x + SYMBOL_RADIUS_PX, y };
    x += width;
    return entry;
  });
}

/** The middle of the longest stretch that a lane sees, if there is room for a word. */
export function emptyPlaceOf(timeline: Timeline, { marks, unseen }: TimelineLane): EpochMs | null {
  if (marks.length > 0) return null;
  const ends = [timeline.fromMs, ...unseen.map(({ untilMs }) => untilMs)];
  const gaps = ends.map((fromMs, index) => ({ fromMs, untilMs: unseen[index]?.fromMs ?? timeline.untilMs }));
  const [longest] = gaps.sort((a, b) => b.untilMs - b.fromMs - (a.untilMs - a.fromMs));
  if (longest === undefined) return null;
  const { fromMs, untilMs } = longest;
  return untilMs - fromMs < WORD_PX * msPerPixel(timeline) ? null : (fromMs + untilMs) / 2;
}

/** The named instants of the axis, as far as their labels have room; the newest always. */
export function ticksOf(timeline: Timeline): readonly Tick[] {
  const wanted = timeline.ticks.length > 0 ? timeline.ticks : freeTicks(timeline);
  return roomyTicks(wanted, msPerPixel(timeline), timeline);
}

/** Midnights where the axis is long enough, else even steps. */
function freeTicks({ fromMs, untilMs, timeZone }: Timeline): readonly EpochMs[] {
  const stepMs = (untilMs - fromMs) / FREE_TICKS;
  const even = Array.from({ length: FREE_TICKS }, (_, index) => fromMs + (index + 0.5) * stepMs);
  if (stepMs < DAY_MS) return even;
  return even.map((atMs) => DateTime.fromMillis(atMs, { zone: timeZone }).startOf('day').toMillis());
}

/** A lane's note in lines that fit beside the plot. */
export function noteLines(note: string | null): readonly string[] {
  if (note === null) return [];
  return note.split(' ').reduce<string[]>((lines, word) => {
    const line = lines.at(-1);
    return line === undefined || line.length + 1 + word.length > NOTE_LINE_CHARACTERS
      ? [...lines, word]
      : [...lines.slice(0, -1), `${line} ${word}`];
  }, []);
}

function msPerPixel(timeline: Timeline): number {
  const [fromMs, untilMs] = domainOf(timeline);
  return (untilMs - fromMs) / PLOT_WIDTH;
}
