import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type Window } from '../../../diagnosis/time.ts';
import { Refusal } from './refusal.ts';
import { keptFromMs, type SentryWorld, type WorldEvent } from './world.ts';

const UNITS_MS = new Map([
  ['s', SECOND_MS],
  ['m', MINUTE_MS],
  ['h', HOUR_MS],
  ['d', DAY_MS],
  ['w', 7 * DAY_MS],
]);
const DEFAULT_PERIOD_MS = 90 * DAY_MS;
const MAX_PER_PAGE = 100;
/** Sentry's `system.url-prefix`. */
const OWN_ADDRESS = 'https://sentry.invalid';

/** The window of a request: `statsPeriod`, else `start` and `end`, else the last 90 days. */
export function windowOf(params: URLSearchParams, world: SentryWorld): Window {
  const nowMs = world.nowMs();
  const period = params.get('statsPeriod');
  if (period !== null) {
    const [, amount, unit = ''] = /^(\d+)([smhdw])$/.exec(period) ?? [];
    const unitMs = UNITS_MS.get(unit);
    if (unitMs === undefined) throw new Refusal(400, `Invalid statsPeriod: '${period}'`);
    return { fromMs: nowMs - Number(amount) * unitMs, untilMs: nowMs };
  }
  const start = params.get('start');
  const end = params.get('end');
  if (start === null && end === null) return { fromMs: nowMs - DEFAULT_PERIOD_MS, untilMs: nowMs };
  if (start === null || end === null) throw new Refusal(400, 'start and end are both required');
  const window = { fromMs: instantOf(start), untilMs: instantOf(end) };
  if (window.fromMs >= window.untilMs) throw new Refusal(400, 'start must be before end');
  return window;
}

/** Sentry reads a time without a zone as UTC. */
function instantOf(text: string): number {
  const atMs = Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`);
  if (Number.isNaN(atMs)) throw new Refusal(400, `'${text}' is not a valid datetime query`);
  return atMs;
}

/** The part of a window that the server still keeps; null: nothing of it. */
export function keptPartOf(window: Window, world: SentryWorld): Window | null {
  const fromMs = Math.max(window.fromMs, keptFromMs(world));
  return fromMs < window.untilMs ? { ...window, fromMs } : null;
}

/** Says which events lie in the projects and environments that a request names. */
export function scopeOf(params: URLSearchParams, world: SentryWorld): (event: WorldEvent) => boolean {
  const projects = params.getAll('project');
  const known = world.projects.map(({ id }) => id);
  if (projects.some((id) => id !== '-1' && !known.includes(id))) {
    throw new Refusal(403, 'You do not have permission to perform this action.');
  }
  const allProjects = projects.length === 0 || projects.includes('-1');
  const environments = params.getAll('environment');
  return ({ projectId, tags }) =>
    (allProjects || projects.includes(projectId)) &&
    (environments.length === 0 || environments.includes(tags['environment'] ?? ''));
}

/** How many rows a page has, by `per_page` or `limit`. */
export function perPageOf(params: URLSearchParams, name: 'per_page' | 'limit'): number {
  const perPage = Number(params.get(name) ?? MAX_PER_PAGE);
  if (!Number.isInteger(perPage) || perPage < 1 || perPage > MAX_PER_PAGE) {
    throw new Refusal(400, `Invalid ${name} value. Must be between 1 and ${MAX_PER_PAGE}.`);
  }
  return perPage;
}

/**
 * One page of rows and the header that leads to its neighbours; both are always named. Its addresses carry the host by which
 * the server knows itself, which is not the one that it is reached by.
 */
export function pageOf<Row>(
  rows: readonly Row[],
  perPage: number,
  url: URL,
): { readonly rows: readonly Row[]; readonly link: string } {
  const offset = offsetOf(url.searchParams.get('cursor'));
  const link = (rel: string, cursor: string, results: boolean): string => {
    const target = new URL(url.pathname + url.search, OWN_ADDRESS);
    target.searchParams.set('cursor', cursor);
    return `<${target.href}>; rel="${rel}"; results="${results}"; cursor="${cursor}"`;
  };
  return {
    rows: rows.slice(offset, offset + perPage),
    link: [
      link('previous', `0:${Math.max(0, offset - perPage)}:1`, offset > 0),
      link('next', `0:${offset + perPage}:0`, offset + perPage < rows.length),
    ].join(', '),
  };
}

function offsetOf(cursor: string | null): number {
  const offset = /^0:(\d+):[01]$/.exec(cursor ?? '0:0:0')?.[1];
  if (offset === undefined) throw new Refusal(400, 'Invalid cursor parameter.');
  return Number(offset);
}
