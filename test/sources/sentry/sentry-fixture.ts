import { http, HttpResponse, type HttpHandler } from 'msw';
import { onTestFinished } from 'vitest';
import type { ExceptionsAnswer, ExceptionsQuestion } from '../../../src/checks/questions.ts';
import type { Reading } from '../../../src/diagnosis/reading.ts';
import { DAY_MS, HOUR_MS } from '../../../src/diagnosis/time.ts';
import { createSentryHandlers } from '../../../src/sandbox/stand-ins/sentry/handlers.ts';
import type { SentryWorld, WorldEvent } from '../../../src/sandbox/stand-ins/sentry/world.ts';
import { createNetwork } from '../../../src/sources/network.ts';
import { createSentrySource, type SentrySettings } from '../../../src/sources/sentry/sentry-source.ts';
import type { Source } from '../../../src/sources/source.ts';
import { network } from '../../support/network.ts';

export const SENTRY = 'https://sentry.example';
export const TOKEN = 'sntryu_not-a-real-token';
export const NOW_MS = Date.parse('2025-07-24T05:31:34-07:00');
export const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
export const OTHER = '91de8e85-0000-4000-8000-000000000001';

export const WATCHED = {
  exceptionTypes: ['PortalEmailDuplicateAttempt', 'PortalEmailNoneVerified', 'PortalEmailUpstreamError'],
  messagePhrases: ['unknown provider for id - '],
};

export function questionOf(changes: Partial<ExceptionsQuestion> = {}): ExceptionsQuestion {
  return {
    ids: [DUKE],
    ...WATCHED,
    idTag: null,
    idInExtraData: false,
    window: { fromMs: NOW_MS - 30 * DAY_MS, untilMs: NOW_MS },
    sweepFromMs: NOW_MS - 4 * DAY_MS,
    ...changes,
  };
}

let eventNumber = 0;

/** An event an hour before now: of a watched exception class, naming nobody, unless said otherwise. */
export function eventOf(changes: Partial<WorldEvent> = {}): WorldEvent {
  eventNumber += 1;
  return {
    eventId: eventNumber.toString(16).padStart(32, '0'),
    issueId: '100',
    projectId: '3',
    atMs: NOW_MS - HOUR_MS,
    exceptions: [{ type: 'PortalEmailUpstreamError', value: 'the mail service answered 500' }],
    message: '',
    tags: { environment: 'production' },
    extra: {},
    ...changes,
  };
}

export function worldOf(events: readonly WorldEvent[]): SentryWorld {
  return {
    token: TOKEN,
    organizationSlug: 'sentry',
    projects: [{ id: '3', slug: 'backend' }],
    events,
    retentionDays: 90,
    nowMs: () => NOW_MS,
  };
}

export function sourceOf(changes: Partial<SentrySettings> = {}): Source<'sentry'> {
  const connections = createNetwork({ caPem: null, proxyUrl: null, noProxy: null });
  const source = createSentrySource({
    baseUrl: SENTRY,
    token: TOKEN,
    organizationSlug: 'sentry',
    projectId: '3',
    environment: null,
    watched: WATCHED,
    clock: () => NOW_MS,
    network: connections,
    backoffMs: 1,
    ...changes,
  });
  onTestFinished(async () => {
    await source.close();
    connections.close();
  });
  return source;
}

/** Lets the stand-in answer, with these handlers in front of it. Gives all requests that were made. */
export function standIn(world: SentryWorld, ...inFront: readonly HttpHandler[]): readonly URL[] {
  const requests: URL[] = [];
  network.use(
    http.get(`${SENTRY}/*`, ({ request }) => {
      requests.push(new URL(request.url));
    }),
    ...inFront,
    ...createSentryHandlers(world),
  );
  return requests;
}

/** Fails the requests that the condition picks; all others go on to the stand-in. */
export function failing(isPicked: (url: URL) => boolean, status = 500): HttpHandler {
  return http.get(`${SENTRY}/*`, ({ request }) =>
    isPicked(new URL(request.url)) ? HttpResponse.json({ detail: 'Internal error' }, { status }) : undefined,
  );
}

/** True for the search that names ids, and no other. */
export function isNamingSearch(url: URL): boolean {
  return (
    url.pathname.endsWith('/sentry/events/') && (url.searchParams.get('query') ?? '').includes('error.value')
  );
}

export function ask(
  source: Source<'sentry'>,
  changes: Partial<ExceptionsQuestion> = {},
): Promise<Reading<ExceptionsAnswer>> {
  return source.ask(questionOf(changes), new AbortController().signal);
}

/** The data of a reading that must be complete. */
export function completeData(reading: Reading<ExceptionsAnswer>): ExceptionsAnswer {
  if (reading.status !== 'ok') throw new Error(`the reading is not ok: ${JSON.stringify(reading)}`);
  return reading.data;
}
