import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { getResponse, type RequestHandler } from 'msw';
import { placeholderPage } from '../placeholder-page.ts';
import { answerOfMode, conditionsChange, type Conditions } from './conditions.ts';
import { createLateness } from './lateness.ts';

export interface ServeOptions {
  /** Whose pages the bot's answers link to; the sandbox has its API only, and says so in a browser. Left out: 501. */
  readonly webPagesOf?: string;
  /** Kept and read at each request, so whoever holds it can change it. */
  readonly conditions?: Conditions;
  /** 0, a free port, if not given. */
  readonly port?: number;
  /** When the bot gives its first answer at the latest; its own default if not given. */
  readonly firstAnswerMs?: number;
}

/** A request as it stands in the journal. */
interface JournalEntry {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
}

export interface StandIn {
  readonly url: string;
  readonly conditions: Conditions;
  /** Every request since the start, oldest first, but for those to the stand-in itself (`/__…`). */
  journal(): readonly JournalEntry[];
  requestCount(): number;
  close(): Promise<void>;
}

/**
 * Makes a real HTTP server on 127.0.0.1 of the handlers that tests use for interception.
 * Other processes change its conditions by `PUT /__conditions` and read its journal by `GET /__journal`.
 */
export async function serve(
  handlers: readonly RequestHandler[],
  options: ServeOptions = {},
): Promise<StandIn> {
  const conditions = options.conditions ?? { latencyMs: 0, mode: 'healthy' };
  const lateness = createLateness(options.firstAnswerMs);
  const journal: JournalEntry[] = [];

  async function answer(request: Request): Promise<Response | 'break' | 'never'> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/__journal') return Response.json(journal);
    if (pathname === '/__conditions') return changeConditions(request, conditions);
    if (!pathname.startsWith('/__'))
      journal.push({ method: request.method, path: pathname, query: [...searchParams] });
    const delayMs = conditions.latencyMs + lateness(conditions.mode);
    if (delayMs > 0) await sleep(delayMs);
    const response = answerOfMode(conditions.mode) ?? (await getResponse([...handlers], request));
    if (response === undefined) {
      const { webPagesOf } = options;
      if (webPagesOf !== undefined && isForABrowser(request)) return pageInstead(webPagesOf);
      return new Response(`The stand-in knows no ${request.method} ${pathname}\n`, { status: 501 });
    }
    return response instanceof Response && response.type === 'error' ? 'break' : response;
  }

  const server = createServer((incoming, outgoing) => {
    void answerOver(incoming, outgoing, answer);
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    conditions,
    journal: () => journal,
    requestCount: () => journal.length,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function changeConditions(request: Request, conditions: Conditions): Promise<Response> {
  if (request.method === 'GET') return Response.json(conditions);
  const change = conditionsChange.safeParse(await request.json().catch(() => null));
  if (!change.success) return Response.json({ issues: change.error.issues }, { status: 400 });
  Object.assign(conditions, change.data);
  return Response.json(conditions);
}

async function answerOver(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: (request: Request) => Promise<Response | 'break' | 'never'>,
): Promise<void> {
  try {
    const response = await answer(await requestOf(incoming));
    if (response === 'never') return;
    if (response === 'break') {
      incoming.socket.destroy();
      return;
    }
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (isStreamed(response) && response.body !== null) {
      await streamed(response.body, outgoing);
      return;
    }
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  } catch (error) {
    outgoing.writeHead(500, { 'Content-Type': 'text/plain' }).end(`The stand-in failed: ${String(error)}\n`);
  }
}

/** What has no end of its own. */
function isStreamed({ headers }: Response): boolean {
  return headers.get('content-type') === 'text/event-stream';
}

/** Goes on until the reader or the server closes the connection. */
async function streamed(body: ReadableStream<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  try {
    await pipeline(Readable.fromWeb(body), outgoing);
  } catch (error) {
    // Whoever reads it ends it like this; an answer has begun, so nobody could be told anything else.
    if (!outgoing.destroyed) outgoing.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const { method = 'GET', url = '/', headers } = incoming;
  const body = method === 'GET' || method === 'HEAD' ? null : await buffer(incoming);
  return new Request(new URL(url, `http://${headers.host ?? '127.0.0.1'}`), {
    method,
    body: body === null ? null : new Uint8Array(body),
    headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  });
}

function isForABrowser({ method, headers }: Request): boolean {
  return method === 'GET' && (headers.get('accept') ?? '').includes('text/html');
}

function pageInstead(name: string): Response {
  const sentence = `Here ${name} would show the same, by the very query of the bot. The sandbox has its API only: the query stands behind “Evidence”.`;
  return new Response(placeholderPage(`A page of ${name}`, sentence), {
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });
}
