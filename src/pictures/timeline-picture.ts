import pLimit from 'p-limit';
import type { Timeline } from '../checks/timeline.ts';
import { inWorker } from './in-worker.ts';

const SCRIPT = new URL('./timeline-worker.ts', import.meta.url);
const TIMEOUT_MS = 20_000;

/** Each picture takes a whole core for about a second. */
const oneAtATime = pLimit(1);

/**
 * Draws a timeline as PNG, 1,800 pixels wide, for a place 900 wide. It is drawn in a thread of its own, for Slack must be acknowledged
 * meanwhile, and one after another. The same timeline always gives the same bytes. Rejects with an Error that has a cause.
 */
export async function drawTimeline(timeline: Timeline): Promise<Uint8Array> {
  const png = await oneAtATime(() => inWorker(SCRIPT, timeline, TIMEOUT_MS));
  if (!(png instanceof Uint8Array)) throw new Error('the thread gave no picture', { cause: png });
  return png;
}
