import { getResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import { OPEN_ACCESS, type LokiAccess } from '../../../src/sandbox/stand-ins/loki/access.ts';
import { createLokiHandlers } from '../../../src/sandbox/stand-ins/loki/handlers.ts';
import {
  LOKI_RECORDINGS,
  recordedWorld,
  recordingOf,
  type LokiRecording,
} from '../../support/loki-recordings.ts';

const MULTI_TENANT: LokiAccess = { ...OPEN_ACCESS, tenant: 'clinics' };
const BEHIND_GRAFANA: LokiAccess = {
  authorization: 'Bearer glsa',
  tenant: null,
  grafana: { dataSourceUid: 'loki-uid', isDataSourceAccepted: true },
};

/** What the bot never asks: the stand-in doesn't speak it. */
const NOT_SPOKEN = new Set(['index stats', 'index volume']);
/** Lines whose number or text is chance: compared by their shape. */
const SHAPE_ONLY = new Set(['limit reached exactly', 'counts by day, matrix']);

const world = recordedWorld();

async function ask(
  { request: { path, query } }: Pick<LokiRecording, 'request'>,
  access: LokiAccess = OPEN_ACCESS,
  headers: Record<string, string> = {},
  prefix = '',
): Promise<Response> {
  const url = `http://loki.test${prefix}${path}?${new URLSearchParams(query).toString()}`;
  const response = await getResponse(createLokiHandlers(world, access), new Request(url, { headers }));
  if (response === undefined) throw new Error('the stand-in does not know the request');
  return response;
}

/** The body without what Loki says about its own work. */
function withoutStats(body: unknown): unknown {
  return typeof body === 'string'
    ? body
    : JSON.parse(JSON.stringify(body, (key, value: unknown) => (key === 'stats' ? {} : value)));
}

/** Strings and numbers by their type, and lists by the shapes of their elements. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((each) => JSON.stringify(shapeOf(each))))];
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, key === 'stats' ? {} : shapeOf(each)]),
  );
}

describe('the stand-in answers like the real Loki', () => {
  test.each(LOKI_RECORDINGS.filter(({ name }) => !NOT_SPOKEN.has(name)))('$name', async (recording) => {
    const isTenantAsked = recording.name.startsWith('multi-tenant');

    const response = await ask(recording, isTenantAsked ? MULTI_TENANT : OPEN_ACCESS);

    expect(response.status).toBe(recording.status);
    const mediaType = (text: string | null): string | undefined => text?.split(';')[0];
    expect(mediaType(response.headers.get('content-type'))).toBe(mediaType(recording.contentType));
    const text = await response.text();
    const body: unknown = mediaType(recording.contentType) === 'text/plain' ? text : JSON.parse(text);
    const viewOf = SHAPE_ONLY.has(recording.name) ? shapeOf : withoutStats;
    expect(viewOf(body)).toEqual(viewOf(recording.body));
  });

  test('an answer at the limit holds exactly that many lines', async () => {
    const response = await ask(recordingOf('limit reached exactly'));

    expect((await response.text()).match(/Burst \d+/g)).toHaveLength(5000);
  });

  test('counts by day are those of lines each five and each ten minutes', async () => {
    const response = await ask(recordingOf('counts by day, matrix'));

    expect(await response.json()).toMatchObject({
      data: {
        result: [
          {
            metric: { app: 'backend-sidekiq-worker' },
            values: expect.arrayContaining([[1753142400, '288']]),
          },
          { metric: { app: 'edge' }, values: expect.arrayContaining([[1753142400, '144']]) },
        ],
      },
    });
  });
});

describe('behind Grafana', () => {
  const PREFIX = '/api/datasources/proxy/uid/loki-uid';
  const TOKEN = { Authorization: 'Bearer glsa' };
  const recording = recordingOf('liveness by app in a slot window');

  test('the same answer as directly', async () => {
    const direct = await ask(recording);
    const proxied = await ask(recording, BEHIND_GRAFANA, TOKEN, PREFIX);

    expect(await proxied.json()).toEqual(await direct.json());
  });

  test.each([
    {
      name: 'a wrong token',
      access: BEHIND_GRAFANA,
      headers: {},
      prefix: PREFIX,
      status: 401,
      text: 'Invalid API key',
    },
    {
      name: 'another data source',
      access: BEHIND_GRAFANA,
      headers: TOKEN,
      prefix: '/api/datasources/proxy/uid/other',
      status: 404,
      text: 'Data source not found',
    },
    {
      name: 'wrong credentials in the data source',
      access: { ...BEHIND_GRAFANA, grafana: { dataSourceUid: 'loki-uid', isDataSourceAccepted: false } },
      headers: TOKEN,
      prefix: PREFIX,
      status: 400,
      text: 'Authentication to data source failed',
    },
  ])('$name is refused with $status', async ({ access, headers, prefix, status, text }) => {
    const response = await ask(recording, access, headers, prefix);

    expect(response.status).toBe(status);
    expect(await response.text()).toContain(text);
  });

  test('POST is refused', async () => {
    const url = `http://grafana.test${PREFIX}${recording.request.path}`;
    const request = new Request(url, { method: 'POST', headers: TOKEN });

    const response = await getResponse(createLokiHandlers(world, BEHIND_GRAFANA), request);

    expect(response?.status).toBe(403);
  });
});

test.each([
  ['its tenant', { 'X-Scope-OrgID': 'clinics' }, 200],
  ['another tenant', { 'X-Scope-OrgID': 'others' }, 401],
])('a multi-tenant Loki that is asked for %s', async (_, headers, status) => {
  const response = await ask(recordingOf('liveness by app in a slot window'), MULTI_TENANT, headers);

  expect(response.status).toBe(status);
});

test('lines that are not written yet are not seen', async () => {
  const early = { ...world, nowMs: () => 1_753_120_816_000 };
  const { request } = recordingOf('failures found, nasty names');
  const url = `http://loki.test${request.path}?${new URLSearchParams(request.query).toString()}`;

  const response = await getResponse(createLokiHandlers(early), new Request(url));

  const lines = ((await response?.text()) ?? '').match(/"17531208\d+"/g);
  expect(lines).toHaveLength(5);
});
