import type { TopLevelSpec } from 'vega-lite';
import type { Timeline, TimelineMark } from '../checks/timeline.ts';
import { DRAWINGS, TONE_COLOURS } from './mark-looks.ts';
import { asIs, FRAME, HAIRLINE, INK, QUIET, SYMBOL, textAt, type Layer } from './spec-parts.ts';
import {
  clustersOf,
  domainOf,
  EDGE,
  emptyPlaceOf,
  LANE_HEIGHT,
  LEGEND_ROW_PX,
  legendOf,
  MARGIN,
  noteLines,
  PLOT_WIDTH,
  ticksOf,
  type LegendEntry,
} from './timeline-layout.ts';

const UNSEEN = '#e9ebef';
const UNSEEN_EDGE = '#b9bfc8';

/** Where the names of the lanes begin, seen from the plot. */
const LABEL_X = -(MARGIN.left - EDGE);
/** From the lanes' lower edge to the middle of the legend's first row. */
const LEGEND_TOP_PX = 74;
const NOTE_LINE_PX = 11;

/** The picture of a timeline in Vega-Lite's language. Pure: all data stand in it, nothing is to be loaded, and no date is left to be written. */
export function timelineSpec(timeline: Timeline): TopLevelSpec {
  const height = timeline.lanes.length * LANE_HEIGHT;
  const legend = legendOf(timeline);
  return {
    ...FRAME,
    padding: { ...MARGIN, bottom: LEGEND_TOP_PX + (legend.at(-1)?.y ?? 0) + LEGEND_ROW_PX },
    width: PLOT_WIDTH,
    height,
    layer: [
      ...frameLayers(timeline, height),
      ...laneLayers(timeline),
      asOfLayer(timeline, height),
      markLayers(timeline),
      emptyLayer(timeline),
      ...legendLayers(legend, height + LEGEND_TOP_PX),
    ],
  };
}

/** The title, the unseen stretches, and the ticks with their names. */
function frameLayers(timeline: Timeline, height: number): readonly Layer[] {
  const unseen = timeline.lanes.flatMap((lane, index) =>
    lane.unseen.map(({ fromMs, untilMs }) => ({ lane: index, fromMs, untilMs })),
  );
  const edges = timeline.lanes.map((_, index) => ({ y: index * LANE_HEIGHT })).concat({ y: height });
  return [
    textAt(timeline.title, LABEL_X, -MARGIN.top + 24, { fontSize: 15, fontWeight: 'bold' }),
    textAt(timeline.axisTitle, PLOT_WIDTH / 2, height + 48, { align: 'center', color: QUIET }),
    {
      data: { values: unseen },
      mark: { type: 'rect', color: UNSEEN },
      encoding: {
        x: timeOf(timeline, 'fromMs'),
        x2: { field: 'untilMs' },
        y: laneOf(timeline),
      },
    },
    {
      data: { values: [...ticksOf(timeline)] },
      encoding: { x: timeOf(timeline, 'atMs') },
      layer: [
        {
          mark: { type: 'rule', color: HAIRLINE },
          encoding: { y: { value: 0 }, y2: { value: height + 5 } },
        },
        {
          mark: { type: 'text', align: 'center' },
          encoding: { text: { field: 'day' }, y: { value: height + 15 } },
        },
        {
          mark: { type: 'text', align: 'center', fontSize: 10, color: QUIET },
          encoding: { text: { field: 'time' }, y: { value: height + 29 } },
        },
      ],
    },
    ...edges.map(({ y }): Layer => ({
      data: { values: [{}] },
      mark: { type: 'rule', color: HAIRLINE },
      encoding: { x: { value: LABEL_X }, x2: { value: PLOT_WIDTH }, y: { value: y } },
    })),
  ];
}

/** Each lane's name, with its note below it. */
function laneLayers({ lanes }: Timeline): readonly Layer[] {
  return lanes.flatMap(({ label, note }, index) => {
    const lines = noteLines(note);
    const middle = (index + 0.5) * LANE_HEIGHT;
    const top = middle - (lines.length * NOTE_LINE_PX) / 2;
    return [
      textAt(label, LABEL_X, top, { fontSize: 12, fontWeight: 'bold' }),
      ...lines.map((line, lineIndex) =>
        textAt(line, LABEL_X, top + 13 + lineIndex * NOTE_LINE_PX, { fontSize: 9.5, color: QUIET }),
      ),
    ];
  });
}

function asOfLayer(timeline: Timeline, height: number): Layer {
  return {
    data: { values: [{ atMs: timeline.asOf.atMs, label: timeline.asOf.label }] },
    encoding: { x: timeOf(timeline, 'atMs') },
    layer: [
      {
        mark: { type: 'rule', color: INK, strokeDash: [4, 3] },
        encoding: { y: { value: -6 }, y2: { value: height } },
      },
      {
        mark: { type: 'text', align: 'right', dx: MARGIN.right - EDGE, color: INK },
        encoding: { text: { field: 'label' }, y: { value: -15 } },
      },
    ],
  };
}

function markLayers(timeline: Timeline): Layer {
  const marks = timeline.lanes.flatMap((lane, index) =>
    clustersOf(timeline, lane).map((cluster) => ({ lane: index, ...cluster, ...paintOf(cluster) })),
  );
  return {
    data: { values: marks },
    encoding: { x: timeOf(timeline, 'atMs'), y: laneOf(timeline) },
    layer: [
      {
        mark: { type: 'point', ...SYMBOL },
        encoding: { shape: asIs('symbol'), fill: asIs('fill'), stroke: asIs('stroke') },
      },
      {
        transform: [{ filter: 'datum.count > 1' }],
        mark: { type: 'text', dx: 9, dy: -9, fontSize: 9, fontWeight: 'bold' },
        encoding: { text: { field: 'times' } },
      },
    ],
  };
}

/** "none", where a lane sees and has nothing. */
function emptyLayer(timeline: Timeline): Layer {
  const places = timeline.lanes.flatMap((lane, index) => {
    const atMs = emptyPlaceOf(timeline, lane);
    return atMs === null ? [] : [{ lane: index, atMs }];
  });
  return {
    data: { values: places },
    mark: { type: 'text', align: 'center', color: QUIET },
    encoding: {
      x: timeOf(timeline, 'atMs'),
      y: laneOf(timeline),
      text: { value: timeline.absence },
    },
  };
}

function legendLayers(entries: readonly LegendEntry[], top: number): readonly Layer[] {
  return entries.flatMap(({ meaning, mark, x, y }): readonly Layer[] => {
    const paint = mark === null ? { symbol: 'square', fill: UNSEEN, stroke: UNSEEN_EDGE } : paintOf(mark);
    const { symbol, fill, stroke } = paint;
    const place = { x: { value: LABEL_X + x }, y: { value: top + y } };
    return [
      {
        data: { values: [{}] },
        mark: { type: 'point', ...SYMBOL, shape: symbol, fill, stroke },
        encoding: place,
      },
      textAt(meaning, LABEL_X + x + 13, top + y, {}),
    ];
  });
}

function paintOf({ tone, shape }: Pick<TimelineMark, 'tone' | 'shape'>): {
  symbol: string;
  fill: string;
  stroke: string;
} {
  const { symbol, isFilled } = DRAWINGS[shape];
  return { symbol, fill: isFilled ? TONE_COLOURS[tone] : '#ffffff', stroke: TONE_COLOURS[tone] };
}

const timeOf = (timeline: Timeline, field: string) => ({
  field,
  type: 'quantitative' as const,
  axis: null,
  scale: { domain: [...domainOf(timeline)], nice: false, zero: false },
});

const laneOf = ({ lanes }: Timeline) => ({
  field: 'lane',
  type: 'ordinal' as const,
  axis: null,
  scale: { domain: lanes.map((_, index) => index), padding: 0 },
});
