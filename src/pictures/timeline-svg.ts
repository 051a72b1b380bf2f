import type { Timeline } from '../checks/timeline.ts';
import { specSvg } from './spec-svg.ts';
import { timelineSpec } from './timeline-spec.ts';

/** Draws a timeline as SVG. The same timeline always gives the same text. */
export async function timelineSvg(timeline: Timeline): Promise<string> {
  return specSvg(timelineSpec(timeline));
}
