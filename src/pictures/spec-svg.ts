import { parse, View, type Loader } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

/** A picture is made of what it was given: whatever it asks for besides is a mistake. */
const NOTHING_TO_LOAD: Loader = {
  load: refuse,
  sanitize: refuse,
  http: refuse,
  file: refuse,
};

/** Draws a picture in Vega-Lite's language as SVG. The same picture always gives the same text. */
export async function specSvg(picture: TopLevelSpec): Promise<string> {
  const { spec } = compile(picture);
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
