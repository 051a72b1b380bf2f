import { http, HttpResponse } from 'msw';
import { describe, expect, test } from 'vitest';
import type { DoctorFact, Sightings } from '../../../src/diagnosis/doctor-facts.ts';
import { dataOf } from '../../../src/diagnosis/reading.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../src/diagnosis/time.ts';
import { createCase001SentryWorld } from '../../../src/sandbox/case-001/sentry-world.ts';
import { serve } from '../../../src/sandbox/stand-ins/serve.ts';
import { createSentryHandlers } from '../../../src/sandbox/stand-ins/sentry/handlers.ts';
import type { WorldEvent } from '../../../src/sandbox/stand-ins/sentry/world.ts';
import {
  ask,
  completeData,
  DUKE,
  eventOf,
  failing,
  isNamingSearch,
  NOW_MS,
  OTHER,
  questionOf,
  SENTRY,
  sourceOf,
  standIn,
  TOKEN,
  worldOf,
} from './sentry-fixture.ts';

const case001 = () => createCase001SentryWorld({ token: TOKEN, nowMs: () => NOW_MS });
const EVENT_OF_DUKE = '46b6b797e5eb45a8837b7c0bee6d1028';
/** A provider's id by number. */
const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const unknownProvider = (id: string, changes: Partial<WorldEvent> = {}) =>
  eventOf({ exceptions: [], message: `unknown provider for id - ${id}`, ...changes });

describe('case 001', () => {
  test('names Duke once, by the event of 21 July', async () => {
    standIn(case001());
    const reading = await ask(sourceOf());
    expect(completeData(reading).naming).toEqual([
      {
        eventId: EVENT_OF_DUKE,
        issueId: '30146',
        kind: 'unknown provider for id - ',
        atMs: Date.parse('2025-07-21T18:31:00Z'),
        namedIds: [DUKE],
        url: `${SENTRY}/organizations/sentry/issues/30146/events/${EVENT_OF_DUKE}/?project=3`,
      },
    ]);
  });

  test('names nobody else, however many events there are', async () => {
    standIn(case001());
    const { naming } = completeData(await ask(sourceOf(), { ids: [OTHER] }));
    expect(naming).toEqual([]);
  });

  test('says how many events the issue has that names nobody', async () => {
    standIn(case001());
    const { issues, sweep } = completeData(await ask(sourceOf()));
    expect(issues).toContainEqual({
      issueId: '28817',
      kind: 'PortalEmailNoneVerified',
      totalEvents: 2_700,
      lastSeenMs: Date.parse('2025-07-23T18:00:41Z'),
      url: `${SENTRY}/organizations/sentry/issues/28817/?project=3`,
    });
    const nameless = sweep.events.filter(({ issueId }) => issueId === '28817');
    expect(nameless.length).toBeGreaterThan(30);
    expect(nameless.filter(({ namedIds }) => namedIds.length > 0)).toEqual([]);
    expect(sweep.readFromMs).toBeLessThanOrEqual(NOW_MS - 4 * DAY_MS);
  });

  test('says how fresh and how complete the answer is, and where a person sees the same', async () => {
    standIn(case001());
    const reading = await ask(sourceOf());
    expect(reading).toMatchObject({
      source: 'sentry',
      status: 'ok',
      readAtMs: NOW_MS,
      reachFromMs: NOW_MS - 30 * DAY_MS,
      freshUntilMs: Date.parse('2025-07-23T18:00:41Z'),
    });
    expect(reading.query).toContain(`message:"${DUKE}"`);
    const link = new URL(reading.link ?? '');
    expect(link.pathname).toBe('/organizations/sentry/discover/results/');
    expect(link.searchParams.get('query')).toBe(reading.query);
  });

  test.each([
    ['one provider', [DUKE]],
    ['its six providers', [DUKE, ...[1, 2, 3, 4, 5].map(idOf)]],
  ])('needs at most 8 requests for %s', async (_, ids) => {
    const requests = standIn(case001());
    completeData(await ask(sourceOf(), { ids }));
    expect(requests.length).toBeLessThanOrEqual(8);
  });

  test('is the same from a real server', async () => {
    const server = await serve(createSentryHandlers(case001()));
    try {
      const { naming } = completeData(await ask(sourceOf({ baseUrl: server.url })));
      expect(naming.map(({ eventId }) => eventId)).toEqual([EVENT_OF_DUKE]);
      expect(server.requestCount()).toBeLessThanOrEqual(8);
    } finally {
      await server.close();
    }
  });
});

describe('an event names a provider by', () => {
  const upstream = (value: string) => ({ type: 'PortalEmailUpstreamError', value });

  test.each([
    ['its message', unknownProvider(DUKE), {}],
    ['its message in capitals', unknownProvider(DUKE.toUpperCase()), {}],
    ['its exception', eventOf({ exceptions: [upstream(`no answer for ${DUKE}`)] }), {}],
    [
      'an exception further down the chain, which its message does not hold',
      eventOf({ exceptions: [upstream(`for ${DUKE}`), { type: 'JobFailed', value: 'gave up' }] }),
      {},
    ],
    ['the configured tag', eventOf({ tags: { provider_id: DUKE } }), { idTag: 'provider_id' }],
    [
      'extra data, where the settings say so',
      eventOf({ extra: { args: [{ provider: DUKE }] } }),
      { idInExtraData: true },
    ],
  ])('%s', async (_, event, changes) => {
    // So many newer events name nobody that only the search for the id can have found it.
    const newer = Array.from({ length: 100 }, () => eventOf({ atMs: NOW_MS - 5 * DAY_MS }));
    const older = { ...event, atMs: NOW_MS - 20 * DAY_MS };
    standIn(worldOf([older, ...newer]));
    const { naming } = completeData(await ask(sourceOf(), changes));
    expect(naming.map(({ eventId, namedIds }) => ({ eventId, namedIds }))).toEqual([
      { eventId: event.eventId, namedIds: [DUKE] },
    ]);
  });

  test('nothing that is not its own: tags and extra data count only where the settings say so', async () => {
    standIn(worldOf([eventOf({ tags: { provider_id: DUKE }, extra: { provider: DUKE } })]));
    const { naming, sweep } = completeData(await ask(sourceOf()));
    expect(naming).toEqual([]);
    expect(sweep.events.map(({ namedIds }) => namedIds)).toEqual([[]]);
  });

  test.each([
    ['by its message', unknownProvider(OTHER), {}],
    ['by its tag', eventOf({ tags: { provider_id: OTHER } }), { idTag: 'provider_id' }],
    ['by extra data', eventOf({ extra: { provider: OTHER } }), { idInExtraData: true }],
  ])(
    "another provider's event counts for nobody here, but as one that names somebody, %s",
    async (_, event, changes) => {
      standIn(worldOf([event]));
      const { naming, sweep } = completeData(await ask(sourceOf(), changes));
      expect(naming).toEqual([]);
      expect(sweep.events.map(({ namedIds }) => namedIds)).toEqual([[OTHER]]);
    },
  );

  test('extra data, though the title of its issue follows another event', async () => {
    const event = eventOf({ atMs: NOW_MS - 20 * DAY_MS, extra: { provider: DUKE } });
    const wrapped = [
      { type: 'PortalEmailUpstreamError', value: '' },
      { type: 'JobFailed', value: '' },
    ];
    const newer = Array.from({ length: 100 }, () =>
      eventOf({ atMs: NOW_MS - 5 * DAY_MS, issueId: '200', exceptions: wrapped }),
    );
    const latest = eventOf({ exceptions: [{ type: 'JobFailed', value: '' }] });
    standIn(worldOf([event, ...newer, latest]));
    const { naming } = completeData(await ask(sourceOf(), { idInExtraData: true }));
    expect(naming.map(({ eventId, kind }) => ({ eventId, kind }))).toEqual([
      { eventId: event.eventId, kind: 'PortalEmailUpstreamError' },
    ]);
  });

  test('a phrase that cannot be searched for as a whole still counts as a whole', async () => {
    const failed = eventOf({ exceptions: [], message: `failed * for provider ${DUKE}` });
    standIn(worldOf([failed, eventOf({ exceptions: [], message: `all is well for provider ${DUKE}` })]));
    const { naming } = completeData(await ask(sourceOf(), { messagePhrases: ['failed * for provider '] }));
    expect(naming.map(({ eventId }) => eventId)).toEqual([failed.eventId]);
  });

  test('what happened to a provider elsewhere in the application is no failure of the mail job', async () => {
    standIn(worldOf([eventOf({ exceptions: [{ type: 'LoginFailed', value: `for ${DUKE}` }] })]));
    const { naming, sweep, issues } = completeData(await ask(sourceOf()));
    expect({ naming, sweep: sweep.events, issues }).toEqual({ naming: [], sweep: [], issues: [] });
  });
});

describe('time', () => {
  test('nothing later than as-of counts, be it by half a second', async () => {
    const asOfMs = NOW_MS - 2 * HOUR_MS + 500;
    const before = unknownProvider(DUKE, { atMs: asOfMs - SECOND_MS });
    standIn(
      worldOf([
        before,
        unknownProvider(DUKE, { atMs: asOfMs + 400 }),
        unknownProvider(DUKE, { atMs: NOW_MS }),
      ]),
    );
    const reading = await ask(sourceOf(), { window: { fromMs: asOfMs - DAY_MS, untilMs: asOfMs } });
    expect(completeData(reading).naming.map(({ eventId }) => eventId)).toEqual([before.eventId]);
    expect(reading.freshUntilMs).toBeLessThan(asOfMs);
  });

  test('events that a server gives beyond the window do not count', async () => {
    const late = unknownProvider(DUKE, { atMs: NOW_MS - MINUTE_MS });
    const early = unknownProvider(DUKE, { atMs: NOW_MS - 40 * DAY_MS });
    const inTheSameSecond = unknownProvider(DUKE, { atMs: NOW_MS - HOUR_MS + 900 });
    standIn(
      worldOf([late, inTheSameSecond, early]),
      // A server that rounds the edges of the window to a day.
      http.get(`${SENTRY}/api/0/organizations/sentry/events/`, ({ request }) => {
        const url = new URL(request.url);
        if (url.searchParams.get('start')?.endsWith('T00:00:00')) return undefined;
        url.searchParams.set('start', '2025-06-01T00:00:00');
        url.searchParams.set('end', '2025-07-25T00:00:00');
        return fetch(url, { headers: request.headers });
      }),
    );
    const window = { fromMs: NOW_MS - 30 * DAY_MS, untilMs: NOW_MS - HOUR_MS + 500 };
    const reading = await ask(sourceOf(), { window });
    expect(completeData(reading).naming).toEqual([]);
    expect(reading.freshUntilMs).toBeNull();
  });

  test('the reach ends where the server keeps no more, and nothing is asked beyond', async () => {
    const requests = standIn(worldOf([]));
    const reading = await ask(sourceOf(), { window: { fromMs: NOW_MS - 300 * DAY_MS, untilMs: NOW_MS } });
    expect(reading).toMatchObject({ status: 'ok', reachFromMs: NOW_MS - 90 * DAY_MS, freshUntilMs: null });
    expect(new Set(requests.map((url) => url.searchParams.get('start')))).toEqual(
      new Set(['2025-04-25T12:31:34']),
    );
  });

  test('a window that the server has forgotten is reached nowhere', async () => {
    const requests = standIn(worldOf([]));
    const untilMs = NOW_MS - 100 * DAY_MS;
    const reading = await ask(sourceOf(), { window: { fromMs: untilMs - DAY_MS, untilMs } });
    expect(reading).toMatchObject({ status: 'ok', reachFromMs: untilMs, freshUntilMs: null });
    expect(requests).toEqual([]);
  });

  test('the newest event of any kind shows how fresh the project is', async () => {
    const login = eventOf({ exceptions: [{ type: 'LoginFailed', value: '' }], atMs: NOW_MS - MINUTE_MS });
    standIn(worldOf([login, eventOf()]));
    const reading = await ask(sourceOf());
    expect(reading.freshUntilMs).toBe(Math.floor(login.atMs / SECOND_MS) * SECOND_MS);
  });

  test('the environment narrows everything, freshness too', async () => {
    const staging = unknownProvider(DUKE, { tags: { environment: 'staging' } });
    standIn(worldOf([staging]));
    const reading = await ask(sourceOf({ environment: 'production' }));
    expect(completeData(reading)).toMatchObject({ naming: [], issues: [], sweep: { events: [] } });
    expect(reading.freshUntilMs).toBeNull();
  });
});

describe('long lists', () => {
  const many = (count: number, of: (index: number) => WorldEvent) =>
    Array.from({ length: count }, (_, i) => of(i));
  const everyMinute = (index: number) => ({ atMs: NOW_MS - (index + 1) * MINUTE_MS });

  test('are read to their end', async () => {
    standIn(worldOf(many(250, (index) => unknownProvider(DUKE, everyMinute(index)))));
    expect(completeData(await ask(sourceOf())).naming).toHaveLength(250);
  });

  test('count an event once that a new one has pushed onto the next page', async () => {
    const events = many(150, (index) => unknownProvider(DUKE, everyMinute(index)));
    const world = { ...worldOf(events), events };
    standIn(
      world,
      http.get(`${SENTRY}/*`, ({ request }) => {
        const url = new URL(request.url);
        if (isNamingSearch(url) && url.searchParams.has('cursor') && events.length === 150) {
          events.push(unknownProvider(DUKE, { atMs: NOW_MS - SECOND_MS * 5 }));
        }
      }),
    );
    const { naming } = completeData(await ask(sourceOf()));
    expect(new Set(naming.map(({ eventId }) => eventId)).size).toBe(naming.length);
    expect(naming.length).toBeGreaterThanOrEqual(150);
  });

  test('are cut at the page limit, and say so', async () => {
    standIn(worldOf(many(250, (index) => unknownProvider(DUKE, everyMinute(index)))));
    const reading = await ask(sourceOf({ maxPages: 2 }));
    expect(reading).toMatchObject({
      status: 'truncated',
      problem: { code: 'page-limit', params: { limit: 2 } },
    });
    expect(dataOf(reading)?.naming).toHaveLength(200);
  });

  test('of events that name nobody are read only as far as asked, which is no lack', async () => {
    const requests = standIn(worldOf(many(1_000, (index) => eventOf(everyMinute(index)))));
    const { sweep } = completeData(await ask(sourceOf(), { sweepFromMs: NOW_MS - 150 * MINUTE_MS }));
    expect(sweep.events).toHaveLength(200);
    expect(sweep.readFromMs).toBeLessThanOrEqual(NOW_MS - 150 * MINUTE_MS);
    expect(sweep.readFromMs).toBeGreaterThan(NOW_MS - 201 * MINUTE_MS);
    expect(requests.length).toBeLessThanOrEqual(8);
  });

  test('of events that name nobody end after three pages, and tell how far they were read', async () => {
    standIn(worldOf(many(1_000, (index) => eventOf(everyMinute(index)))));
    const { sweep } = completeData(await ask(sourceOf()));
    expect(sweep.events).toHaveLength(300);
    expect(sweep.readFromMs).toBe(Math.floor((NOW_MS - 300 * MINUTE_MS) / SECOND_MS) * SECOND_MS + 1);
  });

  test('of events that name nobody reach the start of the window where they end before', async () => {
    standIn(worldOf([eventOf()]));
    expect(completeData(await ask(sourceOf())).sweep.readFromMs).toBe(NOW_MS - 30 * DAY_MS);
  });

  test.each([
    ['of events in full', { idInExtraData: true }, '/issues/100/events/'],
    ['of issues', {}, '/sentry/issues/'],
  ])('%s are cut at the page limit, and say so', async (_, changes, path) => {
    const requests = standIn(
      worldOf(
        many(120, (index) =>
          eventOf({ ...everyMinute(index), issueId: path.includes('100') ? '100' : String(index + 1) }),
        ),
      ),
    );
    const reading = await ask(sourceOf({ maxPages: 1 }), changes);
    expect(reading).toMatchObject({
      status: 'truncated',
      problem: { code: 'page-limit', params: { limit: 1 } },
    });
    expect(requests.filter(({ pathname }) => pathname.endsWith(path)).length).toBeGreaterThan(0);
  });

  test('of ids do not make more requests, and find the same', async () => {
    const events = many(40, (index) => unknownProvider(idOf(index), everyMinute(index)));
    const requests = standIn(worldOf([...events, ...many(120, (index) => eventOf(everyMinute(index)))]));
    const few = completeData(
      await ask(sourceOf(), { ids: events.slice(0, 20).map((_, index) => idOf(index)) }),
    );
    const requestsForFew = requests.length;
    const more = completeData(await ask(sourceOf(), { ids: events.map((_, index) => idOf(index)) }));
    expect(few.naming).toHaveLength(20);
    expect(more.naming).toHaveLength(40);
    expect(requests.length - requestsForFew).toBeLessThanOrEqual(requestsForFew);
  });

  test('of ids rest on the whole list of events: a page limit there proves no absence', async () => {
    standIn(worldOf(many(250, (index) => eventOf(everyMinute(index)))));
    const reading = await ask(sourceOf({ maxPages: 2 }), {
      ids: Array.from({ length: 30 }, (_, index) => idOf(index)),
      sweepFromMs: NOW_MS - MINUTE_MS,
    });
    expect(reading).toMatchObject({ status: 'truncated', problem: { code: 'page-limit' } });
  });
});

describe('what fails on the way', () => {
  const twoPages = () =>
    worldOf(
      Array.from({ length: 150 }, (_, index) =>
        unknownProvider(DUKE, { atMs: NOW_MS - (index + 1) * MINUTE_MS }),
      ),
    );

  test('a later page keeps the earlier ones and proves no absence', async () => {
    standIn(
      twoPages(),
      failing((url) => url.searchParams.has('cursor')),
    );
    const reading = await ask(sourceOf());
    expect(reading).toMatchObject({
      status: 'truncated',
      problem: { code: 'later-page-failed', params: { address: SENTRY, status: 500 } },
    });
    expect(dataOf(reading)?.naming).toHaveLength(100);
  });

  test.each([
    ['many ids are matched in memory', Array.from({ length: 30 }, (_, index) => idOf(index))],
    ['no id is asked for', []],
  ])('the search for all events makes the whole reading fail where %s', async (_, ids) => {
    standIn(
      twoPages(),
      failing((url) => url.searchParams.get('query')?.endsWith('id - ")') === true),
    );
    expect(await ask(sourceOf(), { ids })).toMatchObject({
      status: 'failed',
      problem: { code: 'server-error' },
    });
  });

  test('the search that names ids makes the whole reading fail', async () => {
    standIn(twoPages(), failing(isNamingSearch));
    expect(await ask(sourceOf())).toMatchObject({ status: 'failed', problem: { code: 'server-error' } });
  });

  test.each([
    [
      'the events that name nobody',
      (url: URL) => url.searchParams.get('query')?.endsWith('id - ")') === true,
    ],
    ['the issues', (url: URL) => url.pathname.endsWith('/sentry/issues/')],
    ['the newest event', (url: URL) => url.searchParams.get('per_page') === '1'],
  ])('%s leave what was found, and prove no absence', async (_, isPicked) => {
    const requests = standIn(worldOf([unknownProvider(DUKE)]), failing(isPicked, 403));
    const reading = await ask(sourceOf());
    expect(requests.some(isPicked)).toBe(true);
    expect(reading).toMatchObject({
      status: 'truncated',
      problem: { code: 'forbidden', params: { setting: 'SENTRY_TOKEN', status: 403 } },
    });
    expect(dataOf(reading)?.naming).toHaveLength(1);
  });

  test('events in full that are not in full prove no absence', async () => {
    standIn(
      worldOf([eventOf({ extra: { provider: DUKE } })]),
      http.get(`${SENTRY}/api/0/organizations/sentry/issues/:issue/events/`, async ({ request }) => {
        const url = new URL(request.url);
        if (!url.searchParams.has('full')) return undefined;
        url.searchParams.delete('full');
        return fetch(url, { headers: request.headers });
      }),
    );
    expect(await ask(sourceOf(), { idInExtraData: true })).toMatchObject({
      status: 'truncated',
      problem: { code: 'wrong-shape', params: { path: '0.entries' } },
    });
  });

  test('exceptions of an event in full that cannot be read prove no absence', async () => {
    standIn(
      worldOf([eventOf({ extra: { provider: DUKE } })]),
      http.get(`${SENTRY}/api/0/organizations/sentry/issues/:issue/events/`, () =>
        HttpResponse.json([
          {
            eventID: 'e',
            dateCreated: '2025-07-24T11:00:00Z',
            title: 'PortalEmailUpstreamError',
            message: '',
            tags: [],
            context: { provider: DUKE },
            entries: [{ type: 'exception', data: { values: 'PortalEmailUpstreamError' } }],
          },
        ]),
      ),
    );
    expect(await ask(sourceOf(), { idInExtraData: true })).toMatchObject({
      status: 'truncated',
      problem: { code: 'wrong-shape' },
    });
  });

  test('a full page without the header that leads on is not taken for the last one', async () => {
    standIn(
      twoPages(),
      http.get(`${SENTRY}/api/0/organizations/sentry/events/`, async ({ request }) => {
        const url = new URL(request.url);
        if (url.searchParams.has('stripped')) return undefined;
        url.searchParams.set('stripped', '1');
        const answer = await fetch(url, { headers: request.headers });
        return HttpResponse.text(await answer.text());
      }),
    );
    expect(await ask(sourceOf())).toMatchObject({
      status: 'failed',
      problem: { code: 'wrong-shape', params: { path: 'Link header' } },
    });
  });

  test.each([
    [
      'the asked tag is missing in an event',
      { idTag: 'provider_id' },
      { 'tags[provider_id]': undefined },
      'tags[provider_id]',
    ],
    ['the classes of an event are missing', {}, { 'error.type': undefined }, 'error.type'],
    [
      'an event is of no watched kind after all',
      {},
      { 'error.type': [], title: '', message: '' },
      'data.error.type',
    ],
    ['a time has no zone', {}, { timestamp: '2025-07-24T11:00:00' }, 'timestamp'],
  ])('%s: that is not taken for "does not name it"', async (_, changes, row, path) => {
    const event = {
      id: 'e',
      'issue.id': 100,
      timestamp: '2025-07-24T11:00:00+00:00',
      title: '',
      message: '',
    };
    const kinds = {
      'error.type': ['PortalEmailUpstreamError'],
      'error.value': [''],
      'tags[provider_id]': null,
    };
    standIn(
      worldOf([]),
      http.get(`${SENTRY}/api/0/organizations/sentry/events/`, () =>
        HttpResponse.json({ data: [{ ...event, ...kinds, ...row }] }),
      ),
    );
    const reading = await ask(sourceOf(), changes);
    expect(reading).toMatchObject({ status: 'failed', problem: { code: 'wrong-shape' } });
    expect(JSON.stringify(reading)).toContain(path);
  });

  test('classes and values that come as one string each are read like lists', async () => {
    standIn(
      worldOf([]),
      http.get(`${SENTRY}/api/0/organizations/sentry/events/`, () =>
        HttpResponse.json({
          data: [
            {
              id: 'e',
              'issue.id': '100',
              timestamp: '2025-07-24T11:00:00Z',
              title: null,
              message: null,
              'error.type': 'PortalEmailUpstreamError',
              'error.value': `for ${DUKE}`,
            },
          ],
        }),
      ),
    );
    const { naming } = completeData(await ask(sourceOf()));
    expect(naming).toMatchObject([{ kind: 'PortalEmailUpstreamError', issueId: '100', namedIds: [DUKE] }]);
  });

  test('an aborted question ends as still running', async () => {
    const asked = Promise.withResolvers<void>();
    const asking = new AbortController();
    standIn(
      worldOf([]),
      http.get(`${SENTRY}/*`, async ({ request }) => {
        asked.resolve();
        await new Promise((resolve) => request.signal.addEventListener('abort', resolve));
      }),
    );
    const source = sourceOf();
    const reading = source.ask(questionOf(), asking.signal);
    await asked.promise;
    asking.abort();
    expect(await reading).toMatchObject({ status: 'failed', problem: { code: 'still-running' } });
  });
});

describe('nothing passes on but ids, times and counts', () => {
  test('texts, tags and extra data end inside the source', async () => {
    const secret = 'Jane Roe jane@duke.example';
    standIn(
      worldOf([
        unknownProvider(`${DUKE} ${secret}`, {
          tags: { user: secret, provider_id: `${DUKE} ${secret}` },
          extra: { secret },
        }),
        eventOf({ exceptions: [{ type: 'PortalEmailUpstreamError', value: secret }] }),
      ]),
    );
    const reading = await ask(sourceOf(), { idTag: 'provider_id', idInExtraData: true });
    expect(completeData(reading).sweep.events).toHaveLength(2);
    expect(JSON.stringify(reading)).not.toMatch(/Jane|Roe|duke\.example|sntryu/);
  });
});

describe('doctor', () => {
  const watched = (kind: string, value: Sightings | null): DoctorFact => ({
    code: 'sentry-watched',
    params: { kind, seen: { value } },
  });

  test('shows project, freshness, and when each kind was last seen', async () => {
    const newestAtMs = Date.parse('2025-07-23T18:00:41.000Z');
    standIn(case001());
    const { facts, problem } = await sourceOf().examine(new AbortController().signal);
    expect(problem).toBeNull();
    expect(facts).toEqual([
      { code: 'sentry-project', params: { projectId: '3', slug: { value: 'backend' } } },
      { code: 'version', params: { product: 'Sentry', version: null } },
      { code: 'sentry-reads-events', params: { isAllowed: true } },
      { code: 'sentry-reads-issues', params: { isAllowed: true } },
      { code: 'sentry-newest-event', params: { atMs: { value: newestAtMs } } },
      watched('PortalEmailDuplicateAttempt', null),
      watched('PortalEmailNoneVerified', {
        issues: 1,
        events: 2700,
        hasMore: false,
        lastSeenAtMs: newestAtMs,
      }),
      watched('PortalEmailUpstreamError', null),
      watched('unknown provider for id - ', {
        issues: 1,
        events: 1,
        hasMore: false,
        lastSeenAtMs: Date.parse('2025-07-21T18:31:00.000Z'),
      }),
    ]);
  });

  test('tolerates a token that may not list projects', async () => {
    standIn(
      case001(),
      failing(({ pathname }) => pathname.endsWith('/projects/'), 403),
    );
    const { facts, problem } = await sourceOf().examine(new AbortController().signal);
    expect(problem).toBeNull();
    expect(facts[0]).toMatchObject({
      code: 'sentry-project',
      params: { projectId: '3', slug: { problem: { code: 'forbidden' } } },
    });
  });

  test('tells what may be read from what may not', async () => {
    standIn(
      case001(),
      failing(({ pathname }) => pathname.endsWith('/issues/'), 403),
    );
    const { facts, problem } = await sourceOf().examine(new AbortController().signal);
    expect(problem).toMatchObject({ code: 'forbidden' });
    expect(facts).toContainEqual({ code: 'sentry-reads-events', params: { isAllowed: true } });
    expect(facts).toContainEqual({ code: 'sentry-reads-issues', params: { isAllowed: false } });
    expect(facts).toContainEqual({
      code: 'sentry-watched',
      params: { kind: 'PortalEmailNoneVerified', seen: { problem } },
    });
  });

  test('says what is wrong with a token that may read nothing', async () => {
    standIn(case001());
    const { problem } = await sourceOf({ token: 'wrong' }).examine(new AbortController().signal);
    expect(problem).toEqual({
      code: 'unauthorized',
      params: { address: SENTRY, setting: 'SENTRY_TOKEN', status: 401 },
    });
  });
});
