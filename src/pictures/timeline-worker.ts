import { parentPort, workerData } from 'node:worker_threads';
import type { Timeline } from '../checks/timeline.ts';
import { rasterise } from './rasterise.ts';
import { timelineSvg } from './timeline-svg.ts';

const timeline: Timeline = workerData;
const png = rasterise(await timelineSvg(timeline));
parentPort?.postMessage(png, [png.buffer]);
