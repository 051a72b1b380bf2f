import type { SlackWorld } from '../world.ts';

const CHANGED = new TextEncoder().encode('data: changed\n\n');

/** Server-sent events: one at once, and one whenever anything in the world may have changed. Ends with whoever reads it. */
export function changeStream({ watchers }: SlackWorld): Response {
  let stop = (): void => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const tell = (): void => controller.enqueue(CHANGED);
      watchers.add(tell);
      stop = () => watchers.delete(tell);
      tell();
    },
    cancel: () => stop(),
  });
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
  });
}
