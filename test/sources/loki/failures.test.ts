import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { Problem } from '../../../src/diagnosis/reading.ts';
import type { LokiAccess } from '../../../src/sandbox/stand-ins/loki/access.ts';
import { createLokiHandlers } from '../../../src/sandbox/stand-ins/loki/handlers.ts';
import { serve } from '../../../src/sandbox/stand-ins/serve.ts';
import type { LokiSourceSettings } from '../../../src/sources/loki/loki-source.ts';
import { DAY_MS } from '../../../src/diagnosis/time.ts';
import { addressOfNobody, serveReally } from '../../support/http-server.ts';
import { ask, NOW_MS, sourceAt, worldOf } from './loki-support.ts';

interface Row {
  readonly name: string;
  readonly code: Problem['code'];
  readonly params: Record<string, unknown>;
}

function answering(status: number, contentType: string, body: string): RequestListener {
  return (_, response) => {
    response.writeHead(status, { 'Content-Type': contentType }).end(body);
  };
}

/** Every way in which a Loki that is asked directly can fail, over a real connection, and the problem that comes of it. */
const ROWS: readonly (Row & { listener: RequestListener; settings?: Partial<LokiSourceSettings> })[] = [
  {
    name: 'time-out',
    listener: () => undefined,
    settings: { requestTimeoutMs: 50 },
    code: 'timed-out',
    params: { setting: 'LOKI_URL', afterMs: 50 },
  },
  {
    name: 'reset in the middle of the body',
    listener: (_, response) => {
      response.writeHead(200, { 'Content-Length': '1000' }).write('{"status":', () => response.destroy());
    },
    code: 'connection-lost',
    params: { setting: 'LOKI_URL' },
  },
  {
    name: '401',
    listener: answering(401, 'text/plain', 'Unauthorized'),
    settings: { credentials: { kind: 'bearer', token: 'secret' } },
    code: 'unauthorized',
    params: { setting: 'LOKI_TOKEN', status: 401 },
  },
  {
    name: '401 with basic authentication',
    listener: answering(401, 'text/plain', 'Unauthorized'),
    settings: { credentials: { kind: 'basic', user: 'bot', password: 'secret' } },
    code: 'unauthorized',
    params: { setting: 'LOKI_PASSWORD', status: 401 },
  },
  {
    name: '401 for want of a tenant',
    listener: answering(401, 'text/plain', 'no org id\n'),
    code: 'unauthorized',
    params: { setting: 'LOKI_TENANT', status: 401 },
  },
  {
    name: '403',
    listener: answering(403, 'text/html', '<html>Forbidden</html>'),
    code: 'forbidden',
    params: { setting: 'LOKI_TOKEN', status: 403 },
  },
  {
    name: '404',
    listener: answering(404, 'text/plain', '404 page not found\n'),
    code: 'not-found',
    params: { setting: 'LOKI_URL', status: 404 },
  },
  {
    name: '429',
    listener: answering(429, 'text/plain', 'too many outstanding requests'),
    code: 'rate-limited',
    params: { status: 429 },
  },
  {
    name: '400 parse error',
    listener: answering(
      400,
      'text/plain',
      'parse error at line 1, col 14: syntax error: unexpected IDENTIFIER',
    ),
    code: 'bad-request',
    params: { status: 400 },
  },
  {
    name: '400 whatever the length',
    listener: answering(
      400,
      'text/plain',
      'the query time range exceeds the limit (query length: 1h, limit: 0s)',
    ),
    code: 'bad-request',
    params: { status: 400 },
  },
  {
    name: '500',
    listener: answering(500, 'text/plain', 'internal'),
    code: 'server-error',
    params: { status: 500 },
  },
  {
    name: 'HTML 502',
    listener: answering(502, 'text/html', '<html>Bad Gateway</html>'),
    code: 'server-error',
    params: { status: 502 },
  },
  {
    name: '504 whatever the length',
    listener: answering(504, 'text/plain', 'request timed out'),
    code: 'server-error',
    params: { status: 504 },
  },
  {
    name: 'invalid JSON',
    listener: answering(200, 'application/json', '{"status":"success","data":'),
    code: 'not-json',
    params: { setting: 'LOKI_URL', status: 200 },
  },
  {
    name: 'a login page',
    listener: answering(200, 'text/html', '<html>Sign in</html>'),
    code: 'not-json',
    params: { setting: 'LOKI_URL', status: 200 },
  },
  {
    name: 'a wrong shape',
    listener: answering(
      200,
      'application/json',
      '{"data":{"resultType":"streams","result":[{"stream":{},"values":[[1753120819000000000,"x"]]}]}}',
    ),
    code: 'wrong-shape',
    params: { path: 'data.result.0.values.0.0', expected: 'string' },
  },
  {
    name: 'an oversized body',
    listener: (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(Buffer.alloc(5_000, ' '));
    },
    settings: { http: { backoffMs: 1, maxBodyBytes: 4_000 } },
    code: 'too-large',
    params: { limit: 4_000 },
  },
  {
    name: 'an empty body',
    listener: answering(200, 'application/json', ''),
    code: 'not-json',
    params: { setting: 'LOKI_URL' },
  },
];

describe('a Loki that fails is never a Loki without lines', () => {
  test.each(ROWS)('$name: $code', async ({ listener, settings, code, params }) => {
    const address = await serveReally(listener);

    const reading = await ask(sourceAt(address, settings));

    expect(reading).toMatchObject({ status: 'failed', problem: { code, params: { address, ...params } } });
  });

  test('connection refused', async () => {
    const address = await addressOfNobody();

    expect(await ask(sourceAt(address))).toMatchObject({
      status: 'failed',
      problem: { code: 'connection-refused', params: { address, setting: 'LOKI_URL' } },
    });
  });

  test('a host that no resolver knows', async () => {
    expect(await ask(sourceAt('http://loki.invalid:3100'))).toMatchObject({
      status: 'failed',
      problem: {
        code: 'host-not-found',
        params: { address: 'http://loki.invalid:3100', setting: 'LOKI_URL' },
      },
    });
  });
});

describe('through Grafana', () => {
  const ACCESS: LokiAccess = {
    authorization: 'Bearer glsa',
    tenant: null,
    grafana: { dataSourceUid: 'loki-uid', isDataSourceAccepted: true },
  };

  async function askThrough(access: LokiAccess, token: string, dataSourceUid: string) {
    const grafana = await serve(createLokiHandlers(worldOf([]), access));
    const source = sourceAt(grafana.url, {
      address: { kind: 'grafana', url: `${grafana.url}/`, dataSourceUid },
      credentials: { kind: 'bearer', token },
    });
    const reading = await ask(source);
    await grafana.close();
    return { reading, grafana };
  }

  test('the source asks with GET only, and reads as it does directly', async () => {
    const { reading, grafana } = await askThrough(ACCESS, 'glsa', 'loki-uid');

    expect(reading).toMatchObject({ status: 'ok', reachFromMs: NOW_MS - 53 * DAY_MS });
    expect(new Set(grafana.journal().map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  const rows: readonly (Row & { access: LokiAccess; token: string; dataSourceUid: string })[] = [
    {
      name: 'a wrong token',
      access: ACCESS,
      token: 'wrong',
      dataSourceUid: 'loki-uid',
      code: 'unauthorized',
      params: { setting: 'GRAFANA_TOKEN', status: 401 },
    },
    {
      name: 'a data source that does not exist',
      access: ACCESS,
      token: 'glsa',
      dataSourceUid: 'other',
      code: 'not-found',
      params: { setting: 'GRAFANA_LOKI_UID', status: 404 },
    },
    {
      name: 'a data source that Loki refuses',
      access: { ...ACCESS, grafana: { dataSourceUid: 'loki-uid', isDataSourceAccepted: false } },
      token: 'glsa',
      dataSourceUid: 'loki-uid',
      code: 'unauthorized',
      params: { setting: 'GRAFANA_LOKI_UID', status: 400 },
    },
  ];

  test.each(rows)('$name: $code', async ({ access, token, dataSourceUid, code, params }) => {
    const { reading } = await askThrough(access, token, dataSourceUid);

    expect(reading).toMatchObject({ status: 'failed', problem: { code, params } });
  });

  test('a token without the right to query', async () => {
    const forbidden = { message: "You'll need additional permissions to perform this action" };
    const url = await serveReally(answering(403, 'application/json', JSON.stringify(forbidden)));
    const source = sourceAt(url, {
      address: { kind: 'grafana', url, dataSourceUid: 'loki-uid' },
      credentials: { kind: 'bearer', token: 'glsa' },
    });

    expect(await ask(source)).toMatchObject({
      status: 'failed',
      problem: { code: 'forbidden', params: { setting: 'GRAFANA_TOKEN', status: 403 } },
    });
  });
});

test.each([
  { name: 'a tenant and a token', credentials: { kind: 'bearer', token: 't' }, authorization: 'Bearer t' },
  {
    name: 'a tenant, a user and a password',
    credentials: { kind: 'basic', user: 'bot', password: 'pä:ss' },
    authorization: `Basic ${Buffer.from('bot:pä:ss').toString('base64')}`,
  },
] as const)('$name are sent along', async ({ credentials, authorization }) => {
  const access: LokiAccess = { authorization, tenant: 'clinics', grafana: null };
  const loki = await serve(createLokiHandlers(worldOf([]), access));

  const reading = await ask(sourceAt(loki.url, { credentials, tenant: 'clinics' }));

  await loki.close();
  expect(reading.status).toBe('ok');
});
