import type { Trend } from '../digests/trend.ts';
import { specSvg } from './spec-svg.ts';
import { trendSpec } from './trend-spec.ts';

/** Draws a trend as SVG. The same trend always gives the same text. */
export async function trendSvg(trend: Trend): Promise<string> {
  return specSvg(trendSpec(trend));
}
