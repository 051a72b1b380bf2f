import type { MarkShape, MarkTone } from '../checks/timeline.ts';

/** Told apart by every kind of colour vision, and dark enough on white (after Okabe and Ito). */
export const TONE_COLOURS: Readonly<Record<MarkTone, string>> = {
  good: '#00795c',
  bad: '#cc4400',
  open: '#0068ab',
  neutral: '#434b57',
};

/** How a shape is drawn: a symbol that Vega knows, or an SVG path in a square from -1 to 1. */
interface Drawing {
  readonly symbol: string;
  readonly isFilled: boolean;
}

const CROSS =
  'M-1,-0.62L-0.62,-1L0,-0.38L0.62,-1L1,-0.62L0.38,0L1,0.62L0.62,1L0,0.38L-0.62,1L-1,0.62L-0.38,0Z';
const CROSSED_RING = 'M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0ZM-0.45,-0.45L0.45,0.45M0.45,-0.45L-0.45,0.45';
const DASH = 'M-1,-0.25L1,-0.25L1,0.25L-1,0.25Z';

export const DRAWINGS: Readonly<Record<MarkShape, Drawing>> = {
  disc: { symbol: 'circle', isFilled: true },
  ring: { symbol: 'circle', isFilled: false },
  cross: { symbol: CROSS, isFilled: true },
  'crossed-ring': { symbol: CROSSED_RING, isFilled: false },
  triangle: { symbol: 'triangle-up', isFilled: true },
  dash: { symbol: DASH, isFilled: true },
  diamond: { symbol: 'diamond', isFilled: true },
  'hollow-diamond': { symbol: 'diamond', isFilled: false },
  arrow: { symbol: 'triangle-right', isFilled: true },
  square: { symbol: 'square', isFilled: true },
  'hollow-square': { symbol: 'square', isFilled: false },
};
