import { parentPort, workerData } from 'node:worker_threads';
import type { Picture } from './draw-picture.ts';
import { rasterise } from './rasterise.ts';
import { timelineSvg } from './timeline-svg.ts';
import { trendSvg } from './trend-svg.ts';

const picture: Picture = workerData;
const svg = picture.kind === 'timeline' ? timelineSvg(picture.timeline) : trendSvg(picture.trend);
const png = rasterise(await svg);
parentPort?.postMessage(png, [png.buffer]);
