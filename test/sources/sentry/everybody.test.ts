import * as fc from 'fast-check';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import type { ExceptionsQuestion } from '../../../src/checks/questions.ts';
import { dataOf } from '../../../src/diagnosis/reading.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../src/diagnosis/time.ts';
import type { WorldEvent } from '../../../src/sandbox/stand-ins/sentry/world.ts';
import {
  ask,
  completeData,
  eventOf,
  failing,
  isNamingSearch,
  NOW_MS,
  SENTRY,
  sourceOf,
  standIn,
  worldOf,
} from './sentry-fixture.ts';

const ALL = { ids: 'all' } as const;
const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const ids = (count: number) => Array.from({ length: count }, (_, index) => idOf(index));
const unknownProvider = (id: string, changes: Partial<WorldEvent> = {}) =>
  eventOf({ exceptions: [], message: `unknown provider for id - ${id}`, issueId: '200', ...changes });

/** Events that say the same and name nobody, one a second, the newest an hour ago. */
const flood = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    eventOf({
      exceptions: [{ type: 'PortalEmailNoneVerified', value: 'no verified email' }],
      atMs: NOW_MS - 60 * MINUTE_MS - index * SECOND_MS,
    }),
  );

const isGrouped = (url: URL) => url.searchParams.getAll('field').includes('count()');
const isSearch = (url: URL) => url.pathname.endsWith('/sentry/events/');
/** The searches that a run over the fleet makes beside those of a check by hand. */
const countOf = (requests: readonly URL[]) => ({
  grouped: requests.filter(isGrouped).length,
  naming: requests.filter(isNamingSearch).length,
  all: requests.length,
});

describe('events that name anybody', () => {
  it('are found whomever they name, by message, exception or tag', async () => {
    standIn(
      worldOf([
        unknownProvider(idOf(1)),
        eventOf({
          exceptions: [
            { type: 'PortalEmailUpstreamError', value: `while sending to ${idOf(2)}` },
            { type: 'Errno::ECONNRESET', value: 'connection reset' },
          ],
        }),
        eventOf({ tags: { environment: 'production', provider_id: idOf(3) } }),
        eventOf(),
        eventOf({ exceptions: [{ type: 'SomethingElse', value: idOf(4) }] }),
      ]),
    );
    const { naming } = completeData(await ask(sourceOf(), { ...ALL, idTag: 'provider_id' }));
    expect(naming.flatMap(({ namedIds }) => namedIds).toSorted()).toEqual([idOf(1), idOf(2), idOf(3)]);
  });

  it('are found with all their times', async () => {
    const atMs = [1, 2, 3].map((minutes) => NOW_MS - minutes * MINUTE_MS);
    standIn(worldOf(atMs.map((at) => unknownProvider(idOf(1), { atMs: at }))));
    const { naming } = completeData(await ask(sourceOf(), ALL));
    expect(naming.map((event) => event.atMs)).toEqual(atMs.map((at) => Math.floor(at / 1_000) * 1_000));
  });

  it('are those that a check by hand finds, for whomever it asks', async () => {
    const text = fc.oneof(
      fc.constant(null),
      fc.subarray([1, 2, 3], { maxLength: 2 }).map((numbers) => numbers.map(idOf)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 12 }), fc.boolean(), async (named, isTagged) => {
        const events = named.map((names, index) =>
          eventOf({
            atMs: NOW_MS - (index + 1) * MINUTE_MS,
            exceptions: [
              {
                type: 'PortalEmailUpstreamError',
                value: `failed ${isTagged ? '' : (names ?? []).join(' ')}`,
              },
            ],
            tags: {
              environment: 'production',
              ...(isTagged && names?.[0] !== undefined ? { provider_id: names[0] } : {}),
            },
          }),
        );
        standIn(worldOf(events));
        const source = sourceOf();
        const question = (asked: ExceptionsQuestion['ids']) => ({
          ids: asked,
          idTag: isTagged ? 'provider_id' : null,
        });
        const all = completeData(await ask(source, question('all'))).naming;
        for (const id of [idOf(1), idOf(2), idOf(3)]) {
          const byHand = completeData(await ask(source, question([id]))).naming;
          expect(all.filter(({ namedIds }) => namedIds.includes(id))).toEqual(byHand);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('in extra data count, too', async () => {
    standIn(worldOf([eventOf({ extra: { provider: idOf(5) } }), eventOf({ tags: { other: idOf(6) } })]));
    const { naming } = completeData(await ask(sourceOf(), { ...ALL, idInExtraData: true }));
    expect(naming.flatMap(({ namedIds }) => namedIds).toSorted()).toEqual([idOf(5), idOf(6)]);
  });

  it('are none where nothing of the window is kept any more', async () => {
    const requests = standIn(worldOf([]));
    const fromMs = NOW_MS - 200 * DAY_MS;
    const reading = await ask(sourceOf(), { ...ALL, window: { fromMs, untilMs: fromMs + DAY_MS } });
    expect(completeData(reading).naming).toEqual([]);
    expect(requests).toEqual([]);
  });
});

describe('how many calls it takes', () => {
  it('is the same for 27 and for 2,700 events that name nobody', async () => {
    const callsFor = async (count: number) => {
      const requests = standIn(worldOf([...flood(count), unknownProvider(idOf(1))]));
      const { naming } = completeData(await ask(sourceOf(), ALL));
      expect(naming).toHaveLength(1);
      return countOf(requests);
    };
    const few = await callsFor(27);
    const many = await callsFor(2_700);
    expect([few.grouped, many.grouped]).toEqual([1, 1]);
    // The newest of those that name nobody are read, as far as in a check by hand.
    expect(many.all - few.all).toBe(2);
  });

  it('grows with the providers that events name: twenty in a search', async () => {
    const requests = standIn(worldOf([...ids(45).map((id) => unknownProvider(id)), ...flood(1_000)]));
    const { naming } = completeData(await ask(sourceOf(), ALL));
    expect(naming).toHaveLength(45);
    expect(countOf(requests)).toMatchObject({ grouped: 1, naming: 3 });
  });

  it('is that of all events together, where these are fewer pages than searches', async () => {
    const requests = standIn(worldOf(ids(300).map((id) => unknownProvider(id))));
    const { naming } = completeData(await ask(sourceOf(), ALL));
    expect(naming).toHaveLength(300);
    expect(countOf(requests)).toMatchObject({ grouped: 3, naming: 0 });
    // Three pages of them, and three of the newest.
    expect(requests.filter(isSearch).filter((url) => !isGrouped(url)).length).toBeLessThanOrEqual(7);
  });

  it('follows the cursors of the texts to their end', async () => {
    standIn(worldOf([...ids(250).map((id) => unknownProvider(id)), ...flood(3_000)]));
    const { naming } = completeData(await ask(sourceOf(), ALL));
    expect(new Set(naming.flatMap(({ namedIds }) => namedIds)).size).toBe(250);
  });
});

describe('what is not complete', () => {
  const manyTexts = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      eventOf({
        exceptions: [{ type: 'PortalEmailUpstreamError', value: `no answer to request ${index}` }],
        atMs: NOW_MS - (index + 1) * SECOND_MS,
      }),
    );

  it('is an answer with more texts than are read: then nobody is known not to be named', async () => {
    standIn(worldOf([...manyTexts(620), unknownProvider(idOf(1), { atMs: NOW_MS - SECOND_MS })]));
    const reading = await ask(sourceOf({ maxPages: 1 }), ALL);
    expect(reading).toMatchObject({
      status: 'truncated',
      problem: { code: 'page-limit', params: { limit: 5 } },
    });
    expect(dataOf(reading)?.naming).toHaveLength(1);
  });

  it('is nothing, where a grouped search cannot be had at all', async () => {
    standIn(
      worldOf([unknownProvider(idOf(1))]),
      failing((url) => isSearch(url) && isGrouped(url), 403),
    );
    expect(await ask(sourceOf(), ALL)).toMatchObject({ status: 'failed', problem: { code: 'forbidden' } });
  });

  it('is an answer whose later texts cannot be had', async () => {
    standIn(
      worldOf([...manyTexts(150), unknownProvider(idOf(1))]),
      failing((url) => isGrouped(url) && url.searchParams.has('cursor')),
    );
    const reading = await ask(sourceOf(), ALL);
    expect(reading).toMatchObject({ status: 'truncated', problem: { code: 'later-page-failed' } });
  });

  it('is an answer in which the events of some cannot be had; those of the others are there', async () => {
    standIn(
      worldOf([...ids(40).map((id) => unknownProvider(id)), ...flood(1_000)]),
      failing((url) => isNamingSearch(url) && (url.searchParams.get('query') ?? '').includes(idOf(3))),
    );
    const reading = await ask(sourceOf(), ALL);
    expect(reading).toMatchObject({ status: 'truncated', problem: { code: 'server-error' } });
    const named = new Set(dataOf(reading)?.naming.flatMap(({ namedIds }) => namedIds));
    expect(named.has(idOf(39))).toBe(true);
  });

  it.each(['count()', 'message', 'error.value', 'tags[provider_id]'])(
    'is refused, where the column %s is missing',
    async (column) => {
      standIn(
        worldOf([unknownProvider(idOf(1))]),
        http.get(`${SENTRY}/*`, ({ request }) => {
          if (!isGrouped(new URL(request.url))) return undefined;
          const row = { 'count()': 1, title: '', message: '', 'error.type': [], 'error.value': [] };
          const { [column]: _, ...rest }: Record<string, unknown> = { ...row, 'tags[provider_id]': null };
          return HttpResponse.json({ data: [rest] });
        }),
      );
      const reading = await ask(sourceOf(), { ...ALL, idTag: 'provider_id' });
      expect(reading).toMatchObject({ status: 'failed', problem: { code: 'wrong-shape' } });
    },
  );
});
