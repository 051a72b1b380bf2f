import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { Problem } from '../../../src/diagnosis/reading.ts';
import { addressOfNobody, serveReally } from '../../support/http-server.ts';
import { ask, DUKE, sourceOf, TOKEN } from './sentry-fixture.ts';

type Params = Problem['params'];

interface Row {
  readonly name: string;
  /** The address of a server that behaves so, or of none. */
  readonly address: () => string | Promise<string>;
  readonly settings?: Parameters<typeof sourceOf>[0];
  readonly problem: { readonly code: Problem['code']; readonly params: (address: string) => Params };
}

const answering =
  (status: number, type: string, body: string): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'Content-Type': type }).end(body);
  };
const json = (status: number, body: unknown): RequestListener =>
  answering(status, 'application/json', JSON.stringify(body));
const blamingUrl =
  (more: Params = {}) =>
  (address: string): Params => ({ address, setting: 'SENTRY_URL', ...more });
const blamingToken =
  (status: number) =>
  (address: string): Params => ({ address, setting: 'SENTRY_TOKEN', status });
const blamingNobody =
  (more: Params) =>
  (address: string): Params => ({ address, ...more });

const QUERY_TIMEOUT = {
  detail: '\nQuery timeout. Please try again. If the problem persists try a smaller date range.\n',
};

const TABLE: readonly Row[] = [
  {
    name: 'connection refused',
    address: () => addressOfNobody(),
    problem: { code: 'connection-refused', params: blamingUrl() },
  },
  {
    name: 'a host that nobody knows',
    address: () => 'http://sentry.invalid',
    problem: { code: 'host-not-found', params: blamingUrl() },
  },
  {
    name: 'no answer in time',
    address: () => serveReally(() => undefined),
    settings: { requestTimeoutMs: 40 },
    problem: { code: 'timed-out', params: blamingUrl({ afterMs: 40 }) },
  },
  {
    name: 'a reset in the middle of the body',
    address: () =>
      serveReally((_, response) => {
        response.writeHead(200, { 'Content-Length': '1000' }).write('{"data":[', () => response.destroy());
      }),
    problem: { code: 'connection-lost', params: blamingUrl() },
  },
  {
    name: '401',
    address: () => serveReally(json(401, { detail: 'Invalid token' })),
    problem: { code: 'unauthorized', params: blamingToken(401) },
  },
  {
    name: '403',
    address: () => serveReally(json(403, { detail: 'You do not have permission to perform this action.' })),
    problem: { code: 'forbidden', params: blamingToken(403) },
  },
  {
    name: '404 of an unknown organization',
    address: () => serveReally(json(404, { detail: 'The requested resource does not exist' })),
    problem: { code: 'not-found', params: blamingUrl({ status: 404 }) },
  },
  {
    name: '404 without a body, as where Discover is switched off',
    address: () => serveReally(answering(404, 'application/json', '')),
    problem: { code: 'not-found', params: blamingUrl({ status: 404 }) },
  },
  {
    name: '400 for a query that Sentry does not understand',
    address: () => serveReally(json(400, { detail: 'Invalid key for this search: eror.type' })),
    problem: { code: 'bad-request', params: blamingNobody({ status: 400 }) },
  },
  {
    name: '400 that stands for a slow event store',
    address: () => serveReally(json(400, QUERY_TIMEOUT)),
    problem: { code: 'server-error', params: blamingNobody({ status: 400 }) },
  },
  {
    name: '429 with a bare string',
    address: () => serveReally(json(429, 'You are attempting to use this endpoint too frequently.')),
    problem: { code: 'rate-limited', params: blamingNobody({ status: 429 }) },
  },
  {
    name: '500',
    address: () => serveReally(json(500, { detail: 'Internal error' })),
    problem: { code: 'server-error', params: blamingNobody({ status: 500 }) },
  },
  {
    name: '502 with a page in HTML',
    address: () => serveReally(answering(502, 'text/html', '<html>Bad Gateway</html>')),
    problem: { code: 'server-error', params: blamingNobody({ status: 502 }) },
  },
  {
    name: 'a sign-in page',
    address: () => serveReally(answering(200, 'text/html', '<html>Sign in</html>')),
    problem: { code: 'not-json', params: blamingUrl({ status: 200 }) },
  },
  {
    name: 'JSON that breaks off',
    address: () => serveReally(answering(200, 'application/json', '{"data":[')),
    problem: { code: 'not-json', params: blamingUrl({ status: 200 }) },
  },
  {
    name: 'an empty answer',
    address: () => serveReally(answering(200, 'application/json', '')),
    problem: { code: 'not-json', params: blamingUrl({ status: 200 }) },
  },
  {
    name: 'JSON of another shape',
    address: () => serveReally(json(200, { data: { rows: [] } })),
    problem: { code: 'wrong-shape', params: blamingUrl({ path: 'data', expected: 'array' }) },
  },
  {
    name: 'a body that is too large',
    address: () => serveReally(json(200, { data: ['x'.repeat(5_000)] })),
    settings: { maxBodyBytes: 1_000 },
    problem: { code: 'too-large', params: blamingNobody({ limit: 1_000 }) },
  },
];

describe('a Sentry that fails is a failed reading, never an empty one', () => {
  test.each(TABLE)('$name', async ({ address, settings, problem }) => {
    const baseUrl = await address();
    const reading = await ask(sourceOf({ baseUrl, ...settings }));
    expect(reading).toMatchObject({
      status: 'failed',
      problem: { code: problem.code, params: problem.params(baseUrl) },
      reachFromMs: null,
      freshUntilMs: null,
    });
    expect(reading).not.toHaveProperty('data');
    expect(reading.query).toContain(DUKE);
    expect(JSON.stringify(reading)).not.toContain(TOKEN);
  });

  test.each([
    ['400 for a slow event store', 400, QUERY_TIMEOUT],
    ['503', 503, {}],
  ])('%s is tried again, and then forgotten', async (_, status, body) => {
    let answers = 0;
    const address = await serveReally((request, response) => {
      answers += 1;
      const isIssues = request.url?.includes('/issues/') === true;
      if (answers <= 5) json(status, body)(request, response);
      else json(200, isIssues ? [] : { data: [] })(request, response);
    });
    expect(await ask(sourceOf({ baseUrl: address }))).toMatchObject({ status: 'ok', data: { naming: [] } });
    expect(answers).toBe(10);
  });
});
