import { http, HttpResponse, type RequestHandler } from 'msw';
import { OPEN_ACCESS, refuse, type LokiAccess } from './access.ts';
import { envelope, streamsResult, withServiceName } from './answers.ts';
import { formatGoDuration, parseDurationNs } from './durations.ts';
import { countLines, findLines } from './evaluate.ts';
import { parseLogql, type CountQuery, type LogQuery } from './parse-logql.ts';
import { Refusal } from './refusal.ts';
import { keyOf, streamsOf, type LogWorld, type Stream } from './world.ts';

const MAX_LINES = 5_000;
const MAX_QUERY_LENGTH_NS = parseDurationNs('721h');
const HOUR_NS = parseDurationNs('1h');
const API = '/loki/api/v1';

/**
 * A Loki that answers for a world of lines as a real one does: directly, and behind Grafana's data-source proxy.
 * Held against recordings of a real one in `test/sandbox/stand-ins/loki.test.ts`.
 */
export function createLokiHandlers(world: LogWorld, access: LokiAccess = OPEN_ACCESS): RequestHandler[] {
  const endpoints: Readonly<Record<string, (params: URLSearchParams) => unknown>> = {
    '/status/buildinfo': () => BUILD_INFO,
    '/query_range': (params) => queryRange(world, params),
    '/query': (params) => query(world, params),
    '/series': (params) => series(world, params),
    '/label/app/values': (params) => labelValues(world, 'app', params),
  };
  return [
    http.all(`*${API}/*`, ({ request }) => {
      const { pathname, searchParams } = new URL(request.url);
      const refusal = refuse(request, access);
      if (refusal !== null) return refusal;
      const endpoint = endpoints[pathname.slice(pathname.indexOf(API) + API.length)];
      if (endpoint === undefined) return HttpResponse.text('404 page not found\n', { status: 404 });
      try {
        const body = JSON.stringify(endpoint(searchParams));
        return new HttpResponse(body, { headers: { 'Content-Type': 'application/json; charset=UTF-8' } });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const headers = { 'Content-Type': 'text/plain; charset=utf-8' };
        return new HttpResponse(error.message, { status: error.status, headers });
      }
    }),
  ];
}

const BUILD_INFO = {
  version: '',
  revision: '',
  branch: '',
  buildUser: '',
  buildDate: '',
  goVersion: 'go1.26',
};

function queryRange(world: LogWorld, params: URLSearchParams): unknown {
  const range = rangeOf(world, params);
  const parsed = parseLogql(params.get('query') ?? '');
  const lengthNs = range.untilNs - range.fromNs;
  if (lengthNs > MAX_QUERY_LENGTH_NS) {
    throw new Refusal(
      400,
      `the query time range exceeds the limit (query length: ${formatGoDuration(lengthNs)}, limit: 30d1h)`,
    );
  }
  return parsed.kind === 'log'
    ? logRange(world, parsed, range, params)
    : countRange(world, parsed, range, params);
}

function logRange(world: LogWorld, parsed: LogQuery, range: Range, params: URLSearchParams): unknown {
  const limit = Number(params.get('limit') ?? 100);
  if (limit > MAX_LINES) {
    throw new Refusal(
      400,
      `max entries limit per query exceeded, limit > max_entries_limit_per_query (${limit} > ${MAX_LINES})`,
    );
  }
  const direction = params.get('direction') === 'forward' ? 'forward' : 'backward';
  return envelope('streams', streamsResult(findLines(world, parsed, range, direction, limit)));
}

/** Loki moves both ends of the range to whole steps. */
function countRange(world: LogWorld, parsed: CountQuery, range: Range, params: URLSearchParams): unknown {
  const stepNs = parseDurationNs(params.get('step') ?? '1m');
  const firstNs = (range.fromNs / stepNs) * stepNs;
  const byMetric = new Map<string, [number, string][]>();
  for (let atNs = firstNs; atNs < range.untilNs + stepNs; atNs += stepNs) {
    for (const { metric, count } of countLines(world, parsed, atNs)) {
      const key = JSON.stringify(metric);
      byMetric.set(key, [...(byMetric.get(key) ?? []), [secondsOf(atNs), String(count)]]);
    }
  }
  return envelope(
    'matrix',
    [...byMetric].map(([metric, values]) => ({ metric: JSON.parse(metric) as unknown, values })),
  );
}

function query(world: LogWorld, params: URLSearchParams): unknown {
  const parsed = parseLogql(params.get('query') ?? '');
  if (parsed.kind === 'log') {
    throw new Refusal(
      400,
      'log queries are not supported as an instant query type, please change your query to a range query type',
    );
  }
  const atNs = instantOf(params.get('time')) ?? nowNsOf(world);
  const samples = countLines(world, parsed, atNs);
  return envelope(
    'vector',
    samples.map(({ metric, count }) => ({ metric, value: [secondsOf(atNs), String(count)] })),
  );
}

function series(world: LogWorld, params: URLSearchParams): unknown {
  const selectors = params.getAll('match[]').map(parseLogql);
  const found = streamsIn(world, rangeOf(world, params)).filter((labels) =>
    selectors.some((selector) => selector.kind === 'log' && selector.matchesLabels(labels)),
  );
  return { status: 'success', data: found.map(withServiceName) };
}

function labelValues(world: LogWorld, label: string, params: URLSearchParams): unknown {
  const values = streamsIn(world, rangeOf(world, params)).flatMap((labels) => labels[label] ?? []);
  return { status: 'success', data: [...new Set(values)].sort() };
}

/** The labels of the streams that have a line in a range, each once. */
function streamsIn(world: LogWorld, { fromNs, untilNs }: Range): Readonly<Record<string, string>>[] {
  const labels = streamsOf(world)
    .filter((stream) => !isEmpty(stream.between(fromNs, untilNs, 'forward')))
    .map((stream): [string, Stream['labels']] => [keyOf(stream.labels), stream.labels]);
  return [...new Map(labels).entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

function isEmpty(items: Iterable<unknown>): boolean {
  for (const _ of items) return false;
  return true;
}

interface Range {
  readonly fromNs: bigint;
  readonly untilNs: bigint;
}

function rangeOf(world: LogWorld, params: URLSearchParams): Range {
  const untilNs = instantOf(params.get('end')) ?? nowNsOf(world);
  const fromNs = instantOf(params.get('start')) ?? untilNs - HOUR_NS;
  if (untilNs <= fromNs) throw new Refusal(400, 'end timestamp must not be before or equal to start time');
  return { fromNs, untilNs };
}

/** Up to ten digits are seconds, more are nanoseconds: milliseconds mean 1970. */
function instantOf(text: string | null): bigint | null {
  if (text === null) return null;
  if (!/^\d+$/.test(text)) throw new Refusal(400, `could not parse ${JSON.stringify(text)} as a timestamp`);
  return text.length <= 10 ? BigInt(text) * 1_000_000_000n : BigInt(text);
}

function secondsOf(ns: bigint): number {
  return Number(ns / 1_000_000n) / 1_000;
}

function nowNsOf(world: LogWorld): bigint {
  return BigInt(world.nowMs()) * 1_000_000n;
}
