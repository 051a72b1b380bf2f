import type { Timeline } from '../checks/timeline.ts';
import { drawPicture } from './draw-picture.ts';

/** Draws a timeline as PNG: see `drawPicture`. */
export async function drawTimeline(timeline: Timeline): Promise<Uint8Array> {
  return drawPicture({ kind: 'timeline', timeline });
}
