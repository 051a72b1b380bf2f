import pLimit from 'p-limit';
import type { Timeline } from '../checks/timeline.ts';
import type { Trend } from '../digests/trend.ts';
import { inWorker } from './in-worker.ts';

/** What can be drawn. */
export type Picture =
  | { readonly kind: 'timeline'; readonly timeline: Timeline }
  | { readonly kind: 'trend'; readonly trend: Trend };

const SCRIPT = new URL('./picture-worker.ts', import.meta.url);
const TIMEOUT_MS = 20_000;

/** Each picture takes a whole core for about a second. */
const oneAtATime = pLimit(1);

/**
 * Draws a picture as PNG, 1,800 pixels wide, for a place 900 wide. It is drawn in a thread of its own, for Slack must be acknowledged
 * meanwhile, and one after another. The same picture always gives the same bytes. Rejects with an Error that has a cause.
 */
export async function drawPicture(picture: Picture): Promise<Uint8Array> {
  const png = await oneAtATime(() => inWorker(SCRIPT, picture, TIMEOUT_MS));
  if (!(png instanceof Uint8Array)) throw new Error('the thread gave no picture', { cause: png });
  return png;
}
