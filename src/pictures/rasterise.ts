import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';

const require = createRequire(import.meta.url);

/** The only fonts there are: the picture looks the same on every machine. */
const FONT_FILES = [
  require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'),
  require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'),
];

/** So that it is sharp on screens with two pixels to each of CSS. */
const SCALE = 2;

/** Draws SVG as PNG, at twice its size. Blocks for some 50 ms, and holds some megabytes until the thread ends. */
export function rasterise(svg: string): Uint8Array<ArrayBuffer> {
  const drawn = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: SCALE },
    font: { fontFiles: FONT_FILES, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
  });
  return new Uint8Array(drawn.render().asPng());
}
