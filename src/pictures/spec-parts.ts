import type { LayerSpec, UnitSpec } from 'vega-lite/types_unstable/spec/index.js';
import type { Field } from 'vega-lite/types_unstable/channeldef.js';

/** A layer of a picture. */
export type Layer = LayerSpec<Field> | UnitSpec<Field>;

/** The only family that is loaded; its condensed cut is. */
const FONT = 'DejaVu Sans';
export const INK = '#1d1c1d';
export const QUIET = '#565c65';
export const HAIRLINE = '#dcdfe4';

/** What all pictures have in common. They are drawn on white, whatever the theme of whoever looks at them: Slack shows them in both. */
export const FRAME = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  background: '#ffffff',
  autosize: 'none',
  config: {
    font: FONT,
    view: { stroke: null },
    text: { font: FONT, fontSize: 11, color: INK, baseline: 'middle', align: 'left' },
  },
} as const;

/** How marks are drawn. */
export const SYMBOL = { size: 130, strokeWidth: 1.8, opacity: 1 } as const;

/** A field that holds what is drawn, and no value to be mapped. */
export const asIs = (field: string) => ({ field, type: 'nominal' as const, scale: null, legend: null });

/** One text at a place of the plot, in pixels. */
export function textAt(
  text: string,
  x: number,
  y: number,
  style: Readonly<Record<string, string | number>>,
): Layer {
  return {
    data: { values: [{}] },
    mark: { type: 'text', ...style },
    encoding: { text: { value: text }, x: { value: x }, y: { value: y } },
  };
}
