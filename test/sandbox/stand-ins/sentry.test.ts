import { describe, expect, test } from 'vitest';
import { getResponse } from 'msw';
import { DAY_MS, HOUR_MS } from '../../../src/diagnosis/time.ts';
import { createCase001SentryWorld } from '../../../src/sandbox/case-001/sentry-world.ts';
import { createSentryHandlers } from '../../../src/sandbox/stand-ins/sentry/handlers.ts';
import type { SentryWorld } from '../../../src/sandbox/stand-ins/sentry/world.ts';
import { DUKE, eventOf, NOW_MS, OTHER, SENTRY, TOKEN, worldOf } from '../../sources/sentry/sentry-fixture.ts';

const ORGANIZATION = '/organizations/sentry';
const EVENTS = `${ORGANIZATION}/events/?dataset=errors&field=id&field=timestamp&project=3`;

async function get(
  world: SentryWorld,
  path: string,
  token = TOKEN,
): Promise<{ response: Response; body: unknown }> {
  const request = new Request(`${SENTRY}/api/0${path}`, { headers: { authorization: `Bearer ${token}` } });
  const response = await getResponse(createSentryHandlers(world), request);
  if (response === undefined) throw new Error(`nobody answers ${path}`);
  return { response, body: await response.json() };
}

const found = async (world: SentryWorld, query: string): Promise<unknown> => {
  const { body } = await get(world, `${EVENTS}&query=${encodeURIComponent(query)}`);
  return body;
};

describe('the stand-in for Sentry refuses what Sentry refuses', () => {
  const TABLE: readonly (readonly [string, string, number, string])[] = [
    [
      'another organization',
      '/organizations/acme/events/?field=id',
      404,
      'The requested resource does not exist',
    ],
    [
      'another project',
      `${ORGANIZATION}/issues/?project=4`,
      403,
      'You do not have permission to perform this action.',
    ],
    [
      'a page that is too long',
      `${EVENTS}&per_page=101`,
      400,
      'Invalid per_page value. Must be between 1 and 100.',
    ],
    ['half a window', `${EVENTS}&start=2025-07-01T00:00:00`, 400, 'start and end are both required'],
    ['a period it cannot read', `${EVENTS}&statsPeriod=ever`, 400, "Invalid statsPeriod: 'ever'"],
    ['no field', `${ORGANIZATION}/events/?project=3`, 400, 'No columns selected'],
    [
      'an unknown data set',
      `${ORGANIZATION}/events/?field=id&dataset=issues`,
      400,
      'dataset must be one of: errors, discover',
    ],
    [
      'a sort by what was not asked for',
      `${EVENTS}&sort=-title`,
      400,
      'Cannot sort by a field that is not selected.',
    ],
    [
      'a window that it has forgotten',
      `${EVENTS}&start=2024-01-01T00:00:00&end=2024-02-01T00:00:00`,
      400,
      'Invalid date range. Please try a more recent date range.',
    ],
    ['a misspelt key', `${EVENTS}&query=eror.type:X`, 400, 'Invalid key for this search: eror.type'],
    ['an empty value', `${EVENTS}&query=title:`, 400, "Empty string after 'title:'"],
    [
      'a lost quote',
      `${EVENTS}&query=title:%22x`,
      400,
      `Invalid quote at '"x': quotes must enclose text or be escaped.`,
    ],
    [
      'OR among issues',
      `${ORGANIZATION}/issues/?query=title:a%20OR%20title:b`,
      400,
      'Error parsing search query: Boolean statements containing "OR" or "AND" are not supported in this search',
    ],
    ['an unknown issue', `${ORGANIZATION}/issues/9/events/`, 404, 'The requested resource does not exist'],
    [
      'a tag that the issue lacks',
      `${ORGANIZATION}/issues/100/tags/provider_id/values/`,
      404,
      'The requested resource does not exist',
    ],
  ];

  test.each(TABLE)('%s', async (_, path, status, detail) => {
    const { response, body } = await get(worldOf([eventOf()]), path);
    expect({ status: response.status, body }).toEqual({ status, body: { detail } });
  });

  test('a wrong token', async () => {
    const { response, body } = await get(worldOf([]), EVENTS, 'wrong');
    expect({ status: response.status, body }).toEqual({ status: 401, body: { detail: 'Invalid token' } });
  });

  test('unmatched parentheses', async () => {
    expect(await found(worldOf([]), '(title:a')).toMatchObject({
      detail: expect.stringContaining('unmatched parentheses'),
    });
  });
});

describe('the stand-in for Sentry finds by', () => {
  const named = eventOf({
    exceptions: [],
    message: `Unknown provider for id - ${DUKE}`,
    tags: { provider_id: OTHER },
  });
  const failed = eventOf({
    exceptions: [
      { type: 'PortalEmailUpstreamError', value: `500 for ${DUKE}` },
      { type: 'JobFailed', value: 'gave up (3*3)' },
    ],
  });

  test.each([
    ['nothing: everything', '', [named, failed]],
    ['a part of the message, in any case', `message:"unknown PROVIDER"`, [named]],
    ['free text', 'unknown provider', [named]],
    ['an exception anywhere in the chain', 'error.type:PortalEmailUpstreamError', [failed]],
    ['a list', 'error.type:[Nothing, JobFailed]', [failed]],
    ['a message in a list, which must be equal', `message:["Unknown provider"]`, []],
    ['a wildcard', `error.value:"*${DUKE}*"`, [failed]],
    ['a value, which must be equal without a wildcard', `error.value:"${DUKE}"`, []],
    ['an escaped asterisk', 'error.value:"gave up (3\\*3)"', [failed]],
    ['a tag', `tags[provider_id]:${OTHER}`, [named]],
    ['a negated filter', `!tags[provider_id]:${OTHER}`, [failed]],
    ['two filters', `message:unknown error.type:JobFailed`, []],
    ['OR', `message:unknown OR error.type:JobFailed`, [named, failed]],
    [
      'AND, which binds tighter than OR',
      `message:unknown OR error.type:JobFailed AND error.type:Nothing`,
      [named],
    ],
    ['parentheses', `(message:unknown OR error.type:JobFailed) error.type:Nothing`, []],
  ])('%s', async (_, query, events) => {
    expect(await found(worldOf([named, failed]), query)).toMatchObject({
      data: events.map(({ eventId }) => ({ id: eventId })),
    });
  });
});

describe('the stand-in for Sentry', () => {
  test('leads from page to page, by a header that always names both neighbours', async () => {
    const world = worldOf([1, 2, 3].map((hours) => eventOf({ atMs: NOW_MS - hours * HOUR_MS })));
    const first = await get(world, `${EVENTS}&per_page=2`);
    expect(first.response.headers.get('link')).toMatch(
      /rel="previous"; results="false"; cursor="0:0:1", <[^>]+>; rel="next"; results="true"; cursor="0:2:0"$/,
    );
    const second = await get(world, `${EVENTS}&per_page=2&cursor=0:2:0`);
    expect(second.body).toMatchObject({ data: [{ id: world.events[2]?.eventId }] });
    expect(second.response.headers.get('link')).toContain('rel="next"; results="false"');
  });

  test('shows nothing that has not happened yet, and nothing that it has forgotten', async () => {
    const past = eventOf({ atMs: NOW_MS - 100 * DAY_MS });
    const now = eventOf();
    const world = worldOf([eventOf({ atMs: NOW_MS + HOUR_MS }), now, past]);
    expect(await found(world, '')).toMatchObject({ data: [{ id: now.eventId }] });
    const { body } = await get(world, `${ORGANIZATION}/issues/?query=`);
    expect(body).toMatchObject([{ count: '1', filtered: { count: '1' }, lifetime: { count: '2' } }]);
  });

  test('takes a bare UUID among issues for an event id', async () => {
    const event = eventOf({ eventId: DUKE.replaceAll('-', '') });
    const { response } = await get(worldOf([event]), `${ORGANIZATION}/issues/?query=${DUKE}`);
    expect(response.headers.get('x-sentry-direct-hit')).toBe('1');
  });

  test('counts an issue as a whole and by what a search finds of it', async () => {
    const world = worldOf([
      eventOf({ exceptions: [], message: 'one' }),
      eventOf({ exceptions: [], message: 'two' }),
    ]);
    const { body } = await get(world, `${ORGANIZATION}/issues/?query=message:two`);
    expect(body).toMatchObject([{ count: '2', filtered: { count: '1' }, lifetime: { count: '2' } }]);
  });

  test('shows extra data only in full events', async () => {
    const world = worldOf([eventOf({ extra: { provider: DUKE } })]);
    const short = await get(world, `${ORGANIZATION}/issues/100/events/`);
    expect(JSON.stringify(short.body)).not.toContain(DUKE);
    const full = await get(world, `${ORGANIZATION}/issues/100/events/?full=true`);
    expect(full.body).toMatchObject([{ context: { provider: DUKE }, entries: [{ type: 'exception' }] }]);
  });

  test("finds other issues' events by an OR without parentheses, as Sentry does", async () => {
    const other = eventOf({ issueId: '200', exceptions: [], message: 'two' });
    const world = worldOf([eventOf({ exceptions: [], message: 'one' }), other]);
    const { body } = await get(
      world,
      `${ORGANIZATION}/issues/100/events/?query=message:one%20OR%20message:two`,
    );
    expect(body).toMatchObject([{ groupID: '100' }, { groupID: '200' }]);
  });

  const GROUPED = `${ORGANIZATION}/events/?dataset=errors&project=3&field=count()&field=last_seen()&field=message`;

  test('groups events by all columns but functions', async () => {
    const world = worldOf([
      eventOf({ exceptions: [], message: 'same', atMs: NOW_MS - 2 * HOUR_MS }),
      eventOf({ exceptions: [], message: 'same', atMs: NOW_MS - HOUR_MS }),
      eventOf({ exceptions: [], message: 'other', atMs: NOW_MS - 3 * HOUR_MS }),
    ]);
    const { body } = await get(world, `${GROUPED}&sort=-count()`);
    expect(body).toMatchObject({
      data: [
        { message: 'same', 'count()': 2, 'last_seen()': '2025-07-24T11:31:34+00:00' },
        { message: 'other', 'count()': 1 },
      ],
      meta: { fields: { 'count()': 'integer', 'last_seen()': 'date' } },
    });
  });

  test('sorts by one column after the other', async () => {
    const world = worldOf(
      ['b', 'a', 'c'].map((message) => eventOf({ exceptions: [], message, atMs: NOW_MS - HOUR_MS })),
    );
    const { body } = await get(world, `${GROUPED}&sort=-last_seen()&sort=message`);
    expect(body).toMatchObject({ data: [{ message: 'a' }, { message: 'b' }, { message: 'c' }] });
  });

  test('refuses a function that it does not know', async () => {
    const { response } = await get(worldOf([eventOf()]), `${GROUPED}&field=p95()`);
    expect(response.status).toBe(400);
  });

  test('counts the values of a tag', async () => {
    const tags = { provider_id: DUKE };
    const world = worldOf([eventOf({ tags }), eventOf({ tags }), eventOf()]);
    const { body } = await get(world, `${ORGANIZATION}/issues/100/tags/provider_id/values/`);
    expect(body).toMatchObject([{ value: DUKE, count: 2 }]);
  });

  test('tells its version and its projects', async () => {
    expect((await get(worldOf([]), '/')).body).toMatchObject({ version: '0' });
    expect((await get(worldOf([]), `${ORGANIZATION}/projects/?query=id:3`)).body).toMatchObject([
      { slug: 'backend' },
    ]);
  });
});

describe('the Sentry of case 001', () => {
  const world = createCase001SentryWorld({ token: TOKEN, nowMs: () => NOW_MS });

  test('holds the one event of the notes and 2,700 that name nobody, each with an id of its own', () => {
    expect(world.events).toHaveLength(2_701);
    expect(new Set(world.events.map(({ eventId }) => eventId)).size).toBe(2_701);
    expect(world.events.every(({ eventId }) => /^[0-9a-f]{32}$/.test(eventId))).toBe(true);
    expect(world.events.filter((event) => /[0-9a-f]{8}-/.test(JSON.stringify(event)))).toHaveLength(1);
  });

  test('is the same each time', () => {
    expect(createCase001SentryWorld({ token: TOKEN, nowMs: () => NOW_MS }).events).toEqual(world.events);
  });
});
