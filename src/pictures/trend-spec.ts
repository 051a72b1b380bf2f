import type { TopLevelSpec } from 'vega-lite';
import type { MarkShape } from '../checks/timeline.ts';
import type { State } from '../diagnosis/verdict.ts';
import type { Trend } from '../digests/trend.ts';
import { DRAWINGS, TONE_COLOURS } from './mark-looks.ts';
import { FRAME, HAIRLINE, QUIET, SYMBOL, textAt, type Layer } from './spec-parts.ts';
import { figure, layOut, MARGIN, PLOT_WIDTH, type Panel, type Series } from './trend-layout.ts';

/** Colours and shapes as in timelines; a state is told by its shape and its name as well as by its colour. */
const LOOKS: Readonly<Record<State, { readonly shape: MarkShape; readonly colour: string }>> = {
  missing: { shape: 'cross', colour: TONE_COLOURS.bad },
  partial: { shape: 'triangle', colour: TONE_COLOURS.open },
  unknown: { shape: 'ring', colour: TONE_COLOURS.neutral },
  'on-schedule': { shape: 'disc', colour: TONE_COLOURS.good },
  'not-expected': { shape: 'hollow-square', colour: TONE_COLOURS.neutral },
};

const SYMBOL_SIZE = 70;
const FIGURE_RISE_PX = 13;

/** The picture of a trend in Vega-Lite's language. Pure: all data stand in it, nothing is to be loaded, and no date is left to be written. */
export function trendSpec(trend: Trend): TopLevelSpec {
  const { height, panels, ticks } = layOut(trend);
  return {
    ...FRAME,
    padding: MARGIN,
    width: PLOT_WIDTH,
    height,
    layer: [
      textAt(trend.title, 20 - MARGIN.left, -MARGIN.top + 24, { fontSize: 15, fontWeight: 'bold' }),
      textAt(trend.axisTitle, PLOT_WIDTH / 2, height + 50, { align: 'center', color: QUIET }),
      ...ticks.flatMap(({ x, day, time }) => [
        ruleAt({ x, y: 0 }, { x, y: height + 5 }),
        textAt(day, x, height + 16, { align: 'center' }),
        textAt(time, x, height + 30, { align: 'center', fontSize: 10, color: QUIET }),
      ]),
      ...panels.flatMap((panel) => panelLayers(panel, trend)),
    ],
  };
}

function panelLayers({ grid, series }: Panel, { locale }: Trend): readonly Layer[] {
  return [
    ...grid.flatMap(({ y, count }) => [
      ruleAt({ x: 0, y }, { x: PLOT_WIDTH, y }),
      textAt(figure(count, locale), -10, y, { align: 'right', color: QUIET }),
    ]),
    // The first is the worst: it is drawn last, above the others.
    ...series.toReversed().flatMap((each) => seriesLayers(each, locale)),
  ];
}

function seriesLayers({ state, places, hasFigures, name }: Series, locale: string): readonly Layer[] {
  const { shape, colour } = LOOKS[state];
  const { symbol, isFilled } = DRAWINGS[shape];
  const figures = places.map(({ count, ...place }) => ({ ...place, text: figure(count, locale) }));
  return [
    {
      data: { values: figures },
      encoding: { x: pixels('x'), y: pixels('y') },
      layer: [
        { mark: { type: 'line', color: colour, strokeWidth: 1.8 } },
        {
          mark: {
            type: 'point',
            ...SYMBOL,
            size: SYMBOL_SIZE,
            shape: symbol,
            fill: isFilled ? colour : '#ffffff',
            stroke: colour,
          },
        },
        ...(hasFigures
          ? [
              {
                mark: {
                  type: 'text' as const,
                  align: 'center' as const,
                  dy: -FIGURE_RISE_PX,
                  fontWeight: 'bold' as const,
                },
                encoding: { text: { field: 'text', type: 'nominal' as const } },
              },
            ]
          : []),
      ],
    },
    textAt(name.text, name.x, name.y, { color: colour, fontSize: 12, fontWeight: 'bold' }),
  ];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function ruleAt(from: Point, until: Point): Layer {
  return {
    data: { values: [{}] },
    mark: { type: 'rule', color: HAIRLINE },
    encoding: {
      x: { value: from.x },
      x2: { value: until.x },
      y: { value: from.y },
      y2: { value: until.y },
    },
  };
}

/** A field that holds a place in pixels already. */
const pixels = (field: string) => ({ field, type: 'quantitative' as const, axis: null, scale: null });
