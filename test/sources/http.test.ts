import { readFileSync } from 'node:fs';
import type { RequestListener, ServerResponse } from 'node:http';
import https from 'node:https';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { inspect } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import type { Problem } from '../../src/diagnosis/reading.ts';
import { SourceError } from '../../src/errors.ts';
import { createHttpClient, type HttpClient, type HttpClientSettings } from '../../src/sources/http.ts';
import { HttpFailure, problemOf } from '../../src/sources/http-problems.ts';
import { createNetwork, type NetworkSettings } from '../../src/sources/network.ts';
import { addressOfNobody, listenReally, serveReally } from '../support/http-server.ts';

const TOKEN = 'sntrys_very-secret-token';
const DIRECT: NetworkSettings = { caPem: null, proxyUrl: null, noProxy: null };

function clientOf(
  baseUrl: string,
  settings: Partial<HttpClientSettings> = {},
  networkSettings: NetworkSettings = DIRECT,
): HttpClient {
  const network = createNetwork(networkSettings);
  const client = createHttpClient({
    source: 'loki',
    baseUrl,
    baseUrlSetting: 'LOKI_URL',
    tokenSetting: 'LOKI_TOKEN',
    headers: { Authorization: `Bearer ${TOKEN}` },
    network,
    requestTimeoutMs: 10_000,
    backoffMs: 1,
    ...settings,
  });
  onTestFinished(() => {
    client.close();
    network.close();
  });
  return client;
}

const never = (): AbortSignal => new AbortController().signal;
const thing = z.object({ items: z.array(z.object({ count: z.string() })) });

async function failureOf(work: Promise<unknown>): Promise<SourceError> {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof SourceError) return thrown;
  throw new Error('a SourceError was expected', { cause: thrown });
}

const askOnce = (client: HttpClient): Promise<unknown> =>
  client.getJson('/api/things', [['query', 'name="x"']], thing, never());

/** An answer of one kind, always. */
function answering(status: number, contentType: string, body: string, headers: Record<string, string> = {}) {
  return (_: unknown, response: ServerResponse): void => {
    response.writeHead(status, { 'Content-Type': contentType, ...headers }).end(body);
  };
}

const json = (body: string): RequestListener => answering(200, 'application/json', body);

describe('a source that fails says which way', () => {
  const cases: readonly {
    name: string;
    listener: RequestListener;
    settings?: Partial<HttpClientSettings>;
    problem: { code: Problem['code']; params?: Record<string, unknown> };
    /** All attempts together. */
    requests: number;
  }[] = [
    {
      name: 'no answer in time',
      listener: () => undefined,
      settings: { requestTimeoutMs: 40 },
      problem: { code: 'timed-out', params: { setting: 'LOKI_URL', afterMs: 40 } },
      requests: 4,
    },
    {
      name: 'no answer in time, where the asker rather asks for less',
      listener: () => undefined,
      settings: { requestTimeoutMs: 40, retriesTimeouts: false },
      problem: { code: 'timed-out' },
      requests: 1,
    },
    {
      name: 'a body that drips and never ends',
      listener: (_, response) => {
        const drip = setInterval(() => response.write(' '), 5);
        response.on('close', () => {
          clearInterval(drip);
        });
      },
      settings: { requestTimeoutMs: 60, retriesTimeouts: false },
      problem: { code: 'timed-out' },
      requests: 1,
    },
    {
      name: 'reset in the middle of the body',
      listener: (_, response) => {
        response.writeHead(200, { 'Content-Length': '1000' }).write('{"items":', () => response.destroy());
      },
      problem: { code: 'connection-lost', params: { setting: 'LOKI_URL' } },
      requests: 4,
    },
    {
      name: 'reset before the answer',
      listener: (request) => request.destroy(),
      problem: { code: 'connection-lost' },
      requests: 4,
    },
    {
      name: '401',
      listener: answering(401, 'application/json', '{"detail":"Invalid token"}'),
      problem: { code: 'unauthorized', params: { setting: 'LOKI_TOKEN', status: 401 } },
      requests: 1,
    },
    {
      name: '403',
      listener: answering(403, 'application/json', '{}'),
      problem: { code: 'forbidden', params: { setting: 'LOKI_TOKEN', status: 403 } },
      requests: 1,
    },
    {
      name: '404',
      listener: answering(404, 'text/plain', '404 page not found\n'),
      problem: { code: 'not-found', params: { setting: 'LOKI_URL', status: 404 } },
      requests: 1,
    },
    {
      name: '400',
      listener: answering(400, 'text/plain', 'parse error'),
      problem: { code: 'bad-request', params: { status: 400 } },
      requests: 1,
    },
    {
      name: '400 that is worth another try',
      listener: answering(400, 'application/json', '{"detail":"Query timeout. Please try again."}'),
      settings: { isRetryableAnswer: (status, text) => status === 400 && text.includes('Query timeout') },
      problem: { code: 'server-error', params: { status: 400 } },
      requests: 4,
    },
    {
      name: '413',
      listener: answering(413, 'text/plain', 'response too large'),
      problem: { code: 'too-large', params: { status: 413 } },
      requests: 1,
    },
    {
      name: '429 that stays',
      listener: answering(429, 'text/plain', 'too many outstanding requests'),
      problem: { code: 'rate-limited', params: { status: 429 } },
      requests: 4,
    },
    {
      name: '429 that asks for more patience than anybody has',
      listener: answering(429, 'text/plain', 'slow down', { 'Retry-After': '3600' }),
      problem: { code: 'rate-limited', params: { status: 429, afterMs: 3_600_000 } },
      requests: 1,
    },
    {
      name: '503 that asks for more patience than anybody has',
      listener: answering(503, 'text/plain', 'maintenance', { 'Retry-After': '120' }),
      problem: { code: 'rate-limited', params: { status: 503, afterMs: 120_000 } },
      requests: 1,
    },
    {
      name: '500',
      listener: answering(500, 'application/json', '{"detail":"Internal error"}'),
      problem: { code: 'server-error', params: { status: 500 } },
      requests: 1,
    },
    {
      name: 'HTML 502',
      listener: answering(502, 'text/html', '<html>Bad Gateway</html>'),
      problem: { code: 'server-error', params: { status: 502 } },
      requests: 4,
    },
    {
      name: '504',
      listener: answering(504, 'text/plain', 'request timed out'),
      problem: { code: 'server-error', params: { status: 504 } },
      requests: 4,
    },
    {
      name: '504, where the asker rather asks for less',
      listener: answering(504, 'text/plain', 'request timed out'),
      settings: { retriesTimeouts: false },
      problem: { code: 'server-error', params: { status: 504 } },
      requests: 1,
    },
    {
      name: 'invalid JSON',
      listener: json('{"items": ['),
      problem: { code: 'not-json', params: { setting: 'LOKI_URL', status: 200 } },
      requests: 1,
    },
    {
      name: 'a login page with 200',
      listener: answering(200, 'text/html', '<!doctype html><title>Sign in</title>'),
      problem: { code: 'not-json', params: { setting: 'LOKI_URL', status: 200 } },
      requests: 1,
    },
    {
      name: 'a redirect to a login page elsewhere',
      listener: answering(302, 'text/html', '', { Location: 'https://login.invalid/' }),
      problem: { code: 'not-json', params: { setting: 'LOKI_URL', status: 302 } },
      requests: 1,
    },
    {
      name: 'an empty body',
      listener: json(''),
      problem: { code: 'not-json', params: { status: 200 } },
      requests: 1,
    },
    {
      name: 'a wrong shape',
      listener: json('{"items":[{"count":"1"},{"count":7}]}'),
      problem: { code: 'wrong-shape', params: { path: 'items.1.count', expected: 'string' } },
      requests: 1,
    },
    {
      name: 'another thing altogether',
      listener: json('"You are attempting to use this endpoint too frequently."'),
      problem: { code: 'wrong-shape', params: { path: '(top level)', expected: 'object' } },
      requests: 1,
    },
    {
      name: 'an oversized body',
      listener: json(JSON.stringify({ items: Array.from({ length: 100 }, () => ({ count: '1' })) })),
      settings: { maxBodyBytes: 500 },
      problem: { code: 'too-large', params: { limit: 500 } },
      requests: 1,
    },
  ];

  test.each(cases)(
    '$name: $problem.code after $requests requests',
    async ({ listener, settings, problem, requests }) => {
      const address = await serveReally(listener);
      const client = clientOf(address, settings);

      const failure = await failureOf(askOnce(client));

      expect(failure.problem.code).toBe(problem.code);
      expect(failure.problem.params).toMatchObject({ address, ...problem.params });
      expect(client.requestCount()).toBe(requests);
      expect(problemOf(failure)).toBe(failure.problem);
    },
  );

  test('connection refused', async () => {
    const address = await addressOfNobody();
    const client = clientOf(address);

    const failure = await failureOf(askOnce(client));

    expect(failure.problem).toEqual({ code: 'connection-refused', params: { address, setting: 'LOKI_URL' } });
    expect(client.requestCount()).toBe(4);
  });

  test('a host that no resolver knows', async () => {
    const failure = await failureOf(askOnce(clientOf('http://host.invalid:3100/sub')));

    expect(failure.problem).toEqual({
      code: 'host-not-found',
      params: { address: 'http://host.invalid:3100', setting: 'LOKI_URL' },
    });
  });

  test('https spoken to a server that only knows http', async () => {
    const address = (await serveReally(json('{}'))).replace('http:', 'https:');
    const client = clientOf(address);

    const failure = await failureOf(askOnce(client));

    expect(failure.problem).toEqual({ code: 'tls-failed', params: { address, setting: 'LOKI_URL' } });
    expect(client.requestCount()).toBe(1);
  });
});

describe('a source that stumbles is asked again', () => {
  test.each([
    { name: '429 with Retry-After in seconds', headers: { 'Retry-After': '0' }, status: 429 },
    {
      name: '429 with Retry-After as a date',
      headers: { 'Retry-After': new Date().toUTCString() },
      status: 429,
    },
    { name: '502', headers: {}, status: 502 },
    { name: '503', headers: {}, status: 503 },
    { name: '504', headers: {}, status: 504 },
  ])('$name, then an answer', async ({ headers, status }) => {
    let asked = 0;
    const address = await serveReally((request, response) => {
      asked += 1;
      const listener =
        asked < 3 ? answering(status, 'text/plain', 'no', headers) : json('{"items":[{"count":"2"}]}');
      listener(request, response);
    });
    const client = clientOf(address);

    expect(await askOnce(client)).toMatchObject({ data: { items: [{ count: '2' }] } });
    expect(client.requestCount()).toBe(3);
  });

  test('with a deadline of its own, however long the wait was', async () => {
    let asked = 0;
    const address = await serveReally((request, response) => {
      asked += 1;
      const listener = asked === 1 ? answering(503, 'text/plain', 'later') : json('{"items":[]}');
      listener(request, response);
    });

    const client = clientOf(address, { requestTimeoutMs: 500, backoffMs: 600 });

    expect(await askOnce(client)).toMatchObject({ data: { items: [] } });
  });

  test('not before the time that Retry-After names', async () => {
    let asked = 0;
    const address = await serveReally((request, response) => {
      asked += 1;
      const listener =
        asked === 1 ? answering(429, 'text/plain', '', { 'Retry-After': '20' }) : json('{"items":[]}');
      listener(request, response);
    });
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });

    const answer = askOnce(clientOf(address));
    while (vi.getTimerCount() === 0) await nextTurn();

    vi.advanceTimersByTime(19_999);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(5_000);
    expect(await answer).toMatchObject({ data: { items: [] } });
  });
});

describe('whoever asks can stop', () => {
  test('in the wait before a retry: at once, with the reason', async () => {
    const asker = new AbortController();
    const address = await serveReally(answering(503, 'text/plain', 'later', { 'Retry-After': '20' }));
    const client = clientOf(address);
    const asked = client.get('/x', [], asker.signal);
    await vi.waitUntil(() => client.requestCount() === 1);

    asker.abort(new Error('the check is over'));

    await expect(asked).rejects.toThrow('the check is over');
    expect(client.requestCount()).toBe(1);
  });

  test('while a request is in flight: the connection ends', async () => {
    const asker = new AbortController();
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    const address = await serveReally((request) => {
      request.on('close', resolve);
    });
    const client = clientOf(address);
    const asked = client.get('/x', [], asker.signal);
    await vi.waitUntil(() => client.requestCount() === 1);

    asker.abort();

    const thrown: unknown = await asked.catch((error: unknown) => error);
    expect(thrown).toBe(asker.signal.reason);
    expect(problemOf(thrown)).toEqual({ code: 'still-running', params: {} });
    await closed;
  });

  test('while a request waits for a free place: it is never sent', async () => {
    const asker = new AbortController();
    const address = await serveReally(() => undefined);
    const client = clientOf(address, { maxConcurrentRequests: 1 });
    const first = client.get('/first', [], never()).catch(() => 'ended');
    const second = client.get('/second', [], asker.signal);
    await vi.waitUntil(() => client.requestCount() === 1);

    asker.abort(new Error('the check is over'));

    await expect(second).rejects.toThrow('the check is over');
    client.close();
    expect(await first).toBe('ended');
    expect(client.requestCount()).toBe(1);
  });

  test('a mistake of our own is no problem of the source', () => {
    expect(() => problemOf(new TypeError('our own'))).toThrow('our own');
  });
});

test('no more requests at once than allowed', async () => {
  const held: (() => void)[] = [];
  let isHolding = true;
  const address = await serveReally((request, response) => {
    const answer = (): void => {
      json('{"items":[]}')(request, response);
    };
    if (isHolding) held.push(answer);
    else answer();
  });
  const client = clientOf(address, { maxConcurrentRequests: 2 });

  const answers = Promise.all(Array.from({ length: 12 }, () => askOnce(client)));
  await vi.waitUntil(() => held.length === 2);
  expect(client.requestCount()).toBe(2);

  isHolding = false;
  for (const answer of held) answer();
  await answers;
  expect(client.requestCount()).toBe(12);
});

test('path, query and headers arrive as they were meant', async () => {
  const { promise, resolve } = Promise.withResolvers<{
    url: string | undefined;
    token: string | undefined;
  }>();
  const address = await serveReally((request, response) => {
    resolve({ url: request.url, token: request.headers.authorization });
    response.writeHead(200, { Link: '<a>; rel="next"' }).end('{"items":[]}');
  });
  const query = [
    ['field', 'a'],
    ['field', 'b c&d'],
    ['query', '{app=~"x|y"} |~ "ü\ud800"'],
  ] as const;

  const answer = await clientOf(`${address}/under/`).get('/api/things', query, never());

  const { url = '', token } = await promise;
  expect(answer.headers['link']).toBe('<a>; rel="next"');
  expect(token).toBe(`Bearer ${TOKEN}`);
  expect(url.split('?')[0]).toBe('/under/api/things');
  expect([...new URL(url, address).searchParams]).toEqual([
    ['field', 'a'],
    ['field', 'b c&d'],
    ['query', '{app=~"x|y"} |~ "ü\ufffd"'],
  ]);
});

describe('an error tells nothing that it must not', () => {
  const secretsOf = (error: unknown): string => inspect(error, { depth: 20, showHidden: true });

  test.each([
    [
      'an answer that repeats the token',
      answering(401, 'text/plain', `no such token: ${TOKEN}. ${'x'.repeat(1000)}`),
    ],
    ['a good answer of a wrong shape', json(`{"items":"to Ann Example at ann@duke.example ${TOKEN}"}`)],
    ['a good answer that is no JSON', answering(200, 'text/html', `Ann Example, ann@duke.example ${TOKEN}`)],
    ['a broken connection', (request) => request.destroy()],
  ] satisfies [string, RequestListener][])('%s', async (_, listener) => {
    const client = clientOf(await serveReally(listener));

    const failure = await failureOf(askOnce(client));

    const text = secretsOf(failure);
    expect(text).not.toContain(TOKEN);
    expect(text).not.toContain('Ann Example');
    expect(text).not.toContain('ann@duke.example');
    expect(text).not.toContain('name=');
    expect(text).toContain('GET /api/things');
  });

  test('of an error body only the beginning is kept', async () => {
    const client = clientOf(
      await serveReally(answering(400, 'text/plain', `parse error ${'x'.repeat(1000)}`)),
    );

    const { cause } = await failureOf(askOnce(client));

    expect(cause).toBeInstanceOf(HttpFailure);
    expect(cause).toMatchObject({ status: 400, excerpt: `parse error ${'x'.repeat(288)}` });
  });
});

describe('the network', () => {
  test('a private authority is trusted when it is configured, and only then', async () => {
    const fixture = (name: string): string =>
      readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8');
    const caPem = fixture('server-certificate.pem');
    const server = https.createServer({ key: fixture('server-key.pem'), cert: caPem }, json('{"items":[]}'));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = (await listenReally(server)).replace('http:', 'https:');

    const failure = await failureOf(askOnce(clientOf(address)));
    expect(failure.problem.code).toBe('tls-failed');
    expect(await askOnce(clientOf(address, {}, { ...DIRECT, caPem }))).toMatchObject({ data: { items: [] } });
  });

  test('requests go through the proxy, but not to hosts that are exempt from it', async () => {
    const seen: string[] = [];
    const proxyUrl = await serveReally((request, response) => {
      seen.push(request.url ?? '');
      json('{"items":[]}')(request, response);
    });
    const direct = await serveReally(json('{"items":[]}'));
    const exempt = { ...DIRECT, proxyUrl, noProxy: '127.0.0.1' };

    await askOnce(clientOf('http://loki.invalid', {}, { ...DIRECT, proxyUrl }));
    await askOnce(clientOf(direct, {}, exempt));

    expect(seen).toEqual(['http://loki.invalid/api/things?query=name%3D%22x%22']);
  });

  test('a connection is used again', async () => {
    const ports = new Set<number | undefined>();
    const address = await serveReally((request, response) => {
      ports.add(request.socket.remotePort);
      json('{"items":[]}')(request, response);
    });
    const client = clientOf(address);

    await askOnce(client);
    await askOnce(client);

    expect(ports.size).toBe(1);
  });
});
