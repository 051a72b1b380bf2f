import type { Trend } from '../digests/trend.ts';
import { drawPicture } from './draw-picture.ts';

/** Draws a trend as PNG: see `drawPicture`. */
export async function drawTrend(trend: Trend): Promise<Uint8Array> {
  return drawPicture({ kind: 'trend', trend });
}
