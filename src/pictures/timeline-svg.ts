import { parse, View, type Loader } from 'vega';
import { compile } from 'vega-lite';
import type { Timeline } from '../checks/timeline.ts';
import { timelineSpec } from './timeline-spec.ts';

/** A picture is made of what it was given: whatever it asks for besides is a mistake. */
const NOTHING_TO_LOAD: Loader = {
  load: refuse,
  sanitize: refuse,
  http: refuse,
  file: refuse,
};

/** Draws a timeline as SVG. The same timeline always gives the same text. */
export async function timelineSvg(timeline: Timeline): Promise<string> {
  const { spec } = compile(timelineSpec(timeline));
  const view = new View(parse(spec), { renderer: 'none', loader: NOTHING_TO_LOAD });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

async function refuse(address: string): Promise<never> {
  throw new Error(`a picture tried to load ${address}`);
}
