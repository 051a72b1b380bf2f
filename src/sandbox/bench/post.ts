import { once } from 'node:events';
import { request as startRequest, type IncomingMessage } from 'node:http';
import type { SignedRequest } from '../stand-ins/slack/senders.ts';

/**
 * Posts all of these at once, each over a connection of its own, and by Node's own client: `fetch` alone would take longer than
 * what is measured.
 * @returns how long each took, from its sending to the end of its answer. Throws unless all are answered with 200.
 */
export function timePosts(requests: readonly SignedRequest[]): Promise<number[]> {
  return Promise.all(requests.map(timePost));
}

async function timePost({ url, headers, body }: SignedRequest): Promise<number> {
  const startedAtMs = performance.now();
  const response = await answerTo(startRequest(url, { method: 'POST', headers, agent: false }).end(body));
  await once(response.resume(), 'end');
  if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`);
  return performance.now() - startedAtMs;
}

/** Rejects when the connection fails. */
async function answerTo(request: ReturnType<typeof startRequest>): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request.on('response', resolve).on('error', reject);
  return promise;
}
