import { http, HttpResponse, type RequestHandler } from 'msw';
import { describe, expect, test, vi } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/diagnosis/time.ts';
import { createCaseWorld } from '../../../src/sandbox/case-001/loki-world.ts';
import type { StoredLine } from '../../../src/sandbox/stand-ins/loki/world.ts';
import {
  ask,
  chatter,
  dataIn,
  line,
  LINK_FAILED,
  NOW_MS,
  QUESTION,
  SELECTOR,
  SEND_FAILED,
  SLOT_WINDOWS,
  sourceOver,
  worldOf,
} from './loki-support.ts';

const signal = new AbortController().signal;
const NS_PER_MS = 1_000_000;

/** Answers log queries that a condition holds for in Loki's stead. */
function whenAsked(
  condition: (asked: { fromMs: number; lengthMs: number; limit: number; query: string }) => boolean,
  answer: () => Response,
): RequestHandler {
  return http.get('*/loki/api/v1/query_range', ({ request }) => {
    const { searchParams } = new URL(request.url);
    const [fromMs = 0, untilMs = 0] = ['start', 'end'].map(
      (name) => Number(searchParams.get(name)) / NS_PER_MS,
    );
    const query = searchParams.get('query') ?? '';
    const limit = Number(searchParams.get('limit'));
    return condition({ fromMs, lengthMs: untilMs - fromMs, limit, query }) ? answer() : undefined;
  });
}

const isForLines = (query: string): boolean => query.includes('|~');
const [newestSlot = QUESTION.window] = SLOT_WINDOWS;

describe('case 001', () => {
  test('no failure line, both apps logging since retention began, in at most 16 requests', async () => {
    const { source, loki } = await sourceOver(createCaseWorld(() => NOW_MS));

    const reading = await ask(source);

    expect(reading).toMatchObject({
      status: 'ok',
      reachFromMs: Date.parse('2025-06-24T00:00:00-07:00'),
      freshUntilMs: Date.parse('2025-07-24T05:30:00-07:00'),
      readAtMs: NOW_MS,
    });
    const { lines, apps, logging, coveredFromMs } = dataIn(reading);
    expect(lines).toEqual([]);
    expect(coveredFromMs).toBe(QUESTION.window.fromMs);
    expect(apps.map(({ app }) => app)).toEqual(SELECTOR.apps);
    expect(logging.map(({ lineCountByApp }) => lineCountByApp)).toEqual([
      ...Array.from({ length: 4 }, () => ({ 'backend-sidekiq-worker': 26, edge: 13 })),
      ...Array.from({ length: 4 }, () => ({ 'backend-sidekiq-worker': 0, edge: 0 })),
    ]);
    expect(logging.map(({ window }) => window)).toEqual(SLOT_WINDOWS);
    expect(loki.requestCount()).toBeLessThanOrEqual(16);
  });
});

describe('failure lines', () => {
  test('are given raw, oldest first, with app and phrase', async () => {
    const nasty = `${LINK_FAILED}: Two\nLines "Clinic" \`x\` {y}`;
    const { source } = await sourceOver(
      worldOf([
        line(
          NOW_MS - 40 * DAY_MS,
          `{"level":"error","msg":"${SEND_FAILED} Ann at ann@duke.example"}`,
          'edge',
        ),
        line(NOW_MS - HOUR_MS, nasty),
        line(newestSlot.fromMs, `${SEND_FAILED} the seam`),
        line(newestSlot.fromMs - 1, `${SEND_FAILED} before the seam`),
        line(NOW_MS - 2 * HOUR_MS, 'Portal email sent'),
        line(NOW_MS - 60 * DAY_MS, `${LINK_FAILED}: before the window`),
      ]),
    );

    const reading = await ask(source);

    expect(reading.status).toBe('ok');
    expect(dataIn(reading).lines).toEqual([
      {
        atMs: NOW_MS - 40 * DAY_MS,
        app: 'edge',
        phrase: SEND_FAILED,
        text: `{"level":"error","msg":"${SEND_FAILED} Ann at ann@duke.example"}`,
      },
      {
        atMs: newestSlot.fromMs - 1,
        app: 'backend-sidekiq-worker',
        phrase: SEND_FAILED,
        text: `${SEND_FAILED} before the seam`,
      },
      {
        atMs: newestSlot.fromMs,
        app: 'backend-sidekiq-worker',
        phrase: SEND_FAILED,
        text: `${SEND_FAILED} the seam`,
      },
      { atMs: NOW_MS - HOUR_MS, app: 'backend-sidekiq-worker', phrase: LINK_FAILED, text: nasty },
    ]);
  });

  test('that are written twice count twice', async () => {
    const twice = line(NOW_MS - HOUR_MS, `${SEND_FAILED} Ann`);
    const { source } = await sourceOver(worldOf([twice, twice]));

    expect(dataIn(await ask(source)).lines).toHaveLength(2);
  });

  test('after as-of are not seen, nor do they make the source fresh', async () => {
    const asOfMs = NOW_MS - 5 * DAY_MS;
    const { source } = await sourceOver(worldOf([line(asOfMs, `${SEND_FAILED} Ann`)]));

    const reading = await ask(source, { window: { ...QUESTION.window, untilMs: asOfMs }, slotWindows: [] });

    expect(dataIn(reading).lines).toEqual([]);
    expect(reading.freshUntilMs).toBeLessThan(asOfMs);
  });
});

describe('what Loki does not bear is asked in pieces', () => {
  const lines = Array.from({ length: 53 }, (_, day) =>
    line(NOW_MS - day * DAY_MS - 1, `${SEND_FAILED} ${day}`),
  );
  const everything = lines.map(({ text }) => text).toReversed();

  test.each([
    {
      name: 'a shorter longest query',
      fault: whenAsked(
        ({ lengthMs }) => lengthMs > 7 * DAY_MS,
        () =>
          HttpResponse.text('the query time range exceeds the limit (query length: 721h0m0s, limit: 7d)', {
            status: 400,
          }),
      ),
    },
    {
      name: 'a time-out on long queries',
      fault: whenAsked(
        ({ lengthMs }) => lengthMs > 10 * DAY_MS,
        () => HttpResponse.text('request timed out, decrease the duration of the request', { status: 504 }),
      ),
    },
    {
      name: 'fewer lines in an answer than it is asked for',
      fault: whenAsked(
        ({ limit }) => limit > 10,
        () =>
          HttpResponse.text(
            'max entries limit per query exceeded, limit > max_entries_limit_per_query (5000 > 10)',
            { status: 400 },
          ),
      ),
    },
  ])('$name: all lines, each once', async ({ fault }) => {
    const { source } = await sourceOver(worldOf(lines), [fault]);

    const reading = await ask(source);

    expect(reading).toMatchObject({ status: 'ok', reachFromMs: QUESTION.window.fromMs });
    expect(dataIn(reading).lines.map(({ text }) => text)).toEqual(everything);
  });

  test('more lines than fit one answer: all of them, each once', async () => {
    const { source } = await sourceOver(worldOf(lines), [], { maxLineCount: 10 });

    const reading = await ask(source);

    expect(reading.status).toBe('ok');
    expect(dataIn(reading).lines.map(({ text }) => text)).toEqual(everything);
  });
});

describe('what is missing is said', () => {
  const burstAtMs = NOW_MS - 10 * DAY_MS;
  const burst = (count: number): StoredLine[] =>
    Array.from({ length: count }, (_, index) => line(burstAtMs, `${LINK_FAILED}: Burst ${index}`));
  const older = line(burstAtMs - DAY_MS, `${SEND_FAILED} older`);
  const newer = line(burstAtMs + DAY_MS, `${SEND_FAILED} newer`);

  test('5,000 lines at one instant: truncated from there', async () => {
    const { source } = await sourceOver(worldOf([older, ...burst(5_000), newer]));

    const reading = await ask(source);

    expect(reading).toMatchObject({
      status: 'truncated',
      problem: { code: 'line-limit', params: { limit: 5000 } },
    });
    const { coveredFromMs, lines } = dataIn(reading);
    expect(coveredFromMs).toBeGreaterThan(burstAtMs);
    expect(coveredFromMs).toBeLessThan(burstAtMs + 2_000);
    expect(reading.reachFromMs).toBe(coveredFromMs);
    expect(lines.at(-1)?.text).toBe(newer.text);
    expect(lines.filter(({ text }) => text.includes('Burst'))).toHaveLength(5_000);
  });

  test('4,999 lines at one instant are all of them', async () => {
    const { source } = await sourceOver(worldOf([older, ...burst(4_999), newer]));

    const reading = await ask(source);

    expect(reading.status).toBe('ok');
    expect(dataIn(reading).lines).toHaveLength(5_001);
  });

  test('an older piece that fails: truncated, and the reach ends there', async () => {
    const { source } = await sourceOver(worldOf([older, newer]), [
      whenAsked(
        ({ query, fromMs }) => isForLines(query) && fromMs < newestSlot.fromMs - DAY_MS,
        () => HttpResponse.text('internal', { status: 500 }),
      ),
    ]);

    const reading = await ask(source);

    expect(reading).toMatchObject({
      status: 'truncated',
      problem: { code: 'older-piece-failed', params: { reason: 'server-error', status: 500 } },
      reachFromMs: newestSlot.fromMs,
    });
    expect(dataIn(reading).coveredFromMs).toBe(newestSlot.fromMs);
  });

  test('the newest piece fails: failed, whatever else could be read', async () => {
    const { source } = await sourceOver(worldOf([older, newer]), [
      whenAsked(
        ({ query, fromMs }) => isForLines(query) && fromMs === newestSlot.fromMs,
        () => HttpResponse.text('internal', { status: 500 }),
      ),
    ]);

    expect(await ask(source)).toMatchObject({ status: 'failed', problem: { code: 'server-error' } });
  });

  test('a window whose logging cannot be counted is missing, not silent', async () => {
    const failing = String(BigInt(newestSlot.untilMs) * 1_000_000n);
    const { source } = await sourceOver(worldOf([]), [
      http.get('*/loki/api/v1/query', ({ request }) =>
        new URL(request.url).searchParams.get('time') === failing
          ? HttpResponse.text('internal', { status: 500 })
          : undefined,
      ),
    ]);

    const reading = await ask(source);

    expect(reading).toMatchObject({ status: 'truncated', problem: { code: 'server-error' } });
    expect(dataIn(reading).logging.map(({ window }) => window)).toEqual(SLOT_WINDOWS.slice(1));
  });

  test('an app whose newest line cannot be found is left out, not silent', async () => {
    const { source } = await sourceOver(worldOf([]), [
      whenAsked(
        ({ query }) => query.startsWith('{app="edge"'),
        () => HttpResponse.text('internal', { status: 500 }),
      ),
    ]);

    const reading = await ask(source);

    expect(reading).toMatchObject({ status: 'truncated', problem: { code: 'server-error' } });
    expect(dataIn(reading).apps.map(({ app }) => app)).toEqual(['backend-sidekiq-worker']);
  });

  test('a reach that cannot be found out is unknown', async () => {
    const { source } = await sourceOver(worldOf([]), [
      http.get('*/loki/api/v1/query_range', ({ request }) =>
        request.url.includes('direction=forward')
          ? HttpResponse.text('internal', { status: 500 })
          : undefined,
      ),
    ]);

    expect(await ask(source)).toMatchObject({
      status: 'truncated',
      reachFromMs: null,
      problem: { code: 'server-error' },
    });
  });

  test('more queries than allowed: truncated', async () => {
    const lines = Array.from({ length: 200 }, (_, index) =>
      line(NOW_MS - index * HOUR_MS - 1, `${SEND_FAILED} x`),
    );
    const { source } = await sourceOver(worldOf(lines), [], { maxLineCount: 5, maxLogQueries: 20 });

    expect(await ask(source)).toMatchObject({
      status: 'truncated',
      problem: { code: 'page-limit', params: { limit: 20 } },
    });
  });
});

describe('how far back Loki sees', () => {
  test.each([
    {
      name: 'retention begins in the window',
      sinceMs: NOW_MS - 12 * DAY_MS,
      reachFromMs: NOW_MS - 12 * DAY_MS,
    },
    {
      name: 'retention begins in the oldest piece',
      sinceMs: NOW_MS - 52 * DAY_MS,
      reachFromMs: NOW_MS - 52 * DAY_MS,
    },
    {
      name: 'a line just before the window proves its start',
      sinceMs: QUESTION.window.fromMs - 5 * MINUTE_MS,
      reachFromMs: QUESTION.window.fromMs,
    },
  ])('$name', async ({ sinceMs, reachFromMs }) => {
    const { source } = await sourceOver(worldOf([], [chatter(sinceMs)]));

    expect(await ask(source)).toMatchObject({ status: 'ok', reachFromMs });
  });

  test('no line at all proves nothing, and is no failure', async () => {
    const { source } = await sourceOver(worldOf([], []));

    const reading = await ask(source);

    expect(reading).toMatchObject({ status: 'ok', reachFromMs: null, freshUntilMs: null });
    expect(dataIn(reading).apps).toEqual(SELECTOR.apps.map((app) => ({ app, newestLineAtMs: null })));
  });

  test('an app that fell silent long ago shows when', async () => {
    const diedAtMs = NOW_MS - 40 * DAY_MS;
    const { source } = await sourceOver(
      worldOf(
        [],
        [chatter(NOW_MS - 100 * DAY_MS), chatter(diedAtMs - 30 * DAY_MS, 'backend-sidekiq-worker', diedAtMs)],
      ),
    );

    const { apps, logging } = dataIn(await ask(source));

    const [worker, edge] = apps;
    expect(worker?.newestLineAtMs).toBeGreaterThanOrEqual(diedAtMs - 10 * MINUTE_MS);
    expect(worker?.newestLineAtMs).toBeLessThan(diedAtMs);
    expect(edge?.newestLineAtMs).toBeGreaterThanOrEqual(NOW_MS - 10 * MINUTE_MS);
    expect(logging[0]?.lineCountByApp).toEqual({ 'backend-sidekiq-worker': 0, edge: 13 });
  });
});

describe('a phrase that shows that the job ran', () => {
  test('is counted in each slot window', async () => {
    const ran = line(newestSlot.fromMs + 11 * MINUTE_MS, 'PortalEmailJob "weekly" done (212 links)');
    const { source } = await sourceOver(worldOf([ran, ran, line(NOW_MS - HOUR_MS, ran.text)]));

    const { logging } = dataIn(await ask(source, { runPhrase: 'PortalEmailJob "weekly" done (' }));

    expect(logging.map(({ runLineCount }) => runLineCount)).toEqual([2, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('is unknown where none is configured', async () => {
    const { source } = await sourceOver(worldOf([]));

    expect(dataIn(await ask(source)).logging[0]?.runLineCount).toBeNull();
  });

  test('a window that has not begun is not counted', async () => {
    const begun = { fromMs: NOW_MS - MINUTE_MS - 1, untilMs: NOW_MS };
    const { source } = await sourceOver(worldOf([]));

    const { logging } = dataIn(
      await ask(source, { slotWindows: [{ fromMs: NOW_MS, untilMs: NOW_MS }, begun] }),
    );

    expect(logging.map(({ window }) => window)).toEqual([begun]);
  });
});

describe('query and link', () => {
  test('hold the phrases and the selector, and lead to the same window in Grafana', async () => {
    const { source } = await sourceOver(worldOf([]), [], {
      explore: { grafanaUrl: 'https://grafana.example/', dataSourceUid: 'loki-uid', orgId: 1 },
    });

    const { query, link } = await ask(source);

    const url = new URL(link ?? '');
    expect(`${url.origin}${url.pathname}`).toBe('https://grafana.example/explore');
    expect(url.searchParams.get('schemaVersion')).toBe('1');
    expect(url.searchParams.get('orgId')).toBe('1');
    expect(JSON.parse(url.searchParams.get('panes') ?? '')).toEqual({
      logs: {
        datasource: 'loki-uid',
        queries: [
          { refId: 'A', datasource: { type: 'loki', uid: 'loki-uid' }, expr: query, queryType: 'range' },
        ],
        range: { from: String(QUESTION.window.fromMs), to: String(QUESTION.window.untilMs) },
      },
    });
  });

  test('there is no link without Grafana', async () => {
    const { source } = await sourceOver(worldOf([]));

    expect((await ask(source)).link).toBeNull();
  });
});

test('whoever does not wait gets a reading that says so, and Loki is asked nothing more', async () => {
  const { source, loki } = await sourceOver(worldOf([]));
  loki.conditions.mode = 'hanging';
  const asker = new AbortController();
  const asked = source.ask(QUESTION, asker.signal);
  await vi.waitUntil(() => loki.requestCount() === 4);

  asker.abort(new Error('8 s are over'));

  expect(await asked).toMatchObject({ status: 'failed', problem: { code: 'still-running' } });
  expect(loki.requestCount()).toBe(4);
});

describe('the doctor', () => {
  test('learns the version, the newest lines, and how far back Loki sees', async () => {
    const { source } = await sourceOver(createCaseWorld(() => NOW_MS));

    const newestAtMs = Date.parse('2025-07-24T12:30:00.000Z');
    expect(await source.examine(signal)).toMatchObject({
      problem: null,
      facts: [
        { code: 'version', params: { product: 'Loki', version: null } },
        { code: 'loki-newest-line', params: { app: 'backend-sidekiq-worker', atMs: newestAtMs } },
        { code: 'loki-newest-line', params: { app: 'edge', atMs: newestAtMs } },
        { code: 'loki-queries', params: {} },
        {
          code: 'loki-reach',
          params: { firstLineAtMs: Date.parse('2025-06-24T07:00:00.000Z'), days: 90 },
        },
      ],
    });
  });

  test('learns what it could before the problem', async () => {
    const { source } = await sourceOver(worldOf([]), [
      whenAsked(
        () => true,
        () => HttpResponse.text('internal', { status: 500 }),
      ),
    ]);

    expect(await source.examine(signal)).toMatchObject({
      facts: [{ code: 'version' }],
      problem: { code: 'server-error' },
    });
  });

  test('is told where there are no lines', async () => {
    const { source } = await sourceOver(worldOf([], []));

    expect((await source.examine(signal)).facts).toEqual([
      { code: 'version', params: { product: 'Loki', version: null } },
      { code: 'loki-newest-line', params: { app: 'backend-sidekiq-worker', atMs: null } },
      { code: 'loki-newest-line', params: { app: 'edge', atMs: null } },
      { code: 'loki-queries', params: {} },
      { code: 'loki-reach', params: { firstLineAtMs: null, days: 90 } },
    ]);
  });

  test('learns how often a phrase was written, and when last', async () => {
    const { source } = await sourceOver(
      worldOf([1, 20, 50].map((day) => line(NOW_MS - day * DAY_MS, `${LINK_FAILED}: x`))),
    );

    expect(await source.countPhrase(LINK_FAILED, QUESTION.window, signal)).toEqual({
      count: 3,
      lastSeenAtMs: NOW_MS - DAY_MS,
    });
    expect(await source.countPhrase(SEND_FAILED, QUESTION.window, signal)).toEqual({
      count: 0,
      lastSeenAtMs: null,
    });
  });
});
