import type { ExceptionsAnswer, ExceptionsQuestion } from '../../checks/questions.ts';
import type { Reading, ReadingMeta } from '../../diagnosis/reading.ts';
import { DAY_MS, SECOND_MS, type Window } from '../../diagnosis/time.ts';
import type { SourceError } from '../../errors.ts';
import { problemOf } from '../http-problems.ts';
import { createHttpClient } from '../http.ts';
import type { Network } from '../network.ts';
import type { Clock, Source } from '../source.ts';
import { queryOf, readAnswer } from './answer.ts';
import { createSentryApi } from './api.ts';
import { examineSentry } from './examine.ts';
import { createSentryLinks } from './links.ts';
import { createSentryReader } from './reader.ts';
import { kindsQuery, namingQuery, type WatchedKinds } from './search-query.ts';
import { wholeSecond } from './utc-seconds.ts';

export interface SentrySettings {
  /** `SENTRY_URL` */
  readonly baseUrl: string;
  /** `SENTRY_TOKEN`, with the rights `event:read` and `org:read`. */
  readonly token: string;
  readonly organizationSlug: string;
  /** The project's number; not all calls know it by its name. */
  readonly projectId: string;
  /** null: all environments. */
  readonly environment: string | null;
  /** What `examine` looks for. */
  readonly watched: WatchedKinds;
  readonly clock: Clock;
  readonly network: Network;
  /** The deadline of each request. */
  readonly requestTimeoutMs?: number;
  /** The first wait before a request is tried again. */
  readonly backoffMs?: number;
  readonly maxBodyBytes?: number;
  /** Told of each request that failed in the end. */
  readonly onFailure?: (error: SourceError) => void;
  /** The most pages that are read of one list. */
  readonly maxPages?: number;
  /** How long the server keeps events: `SENTRY_RETENTION_DAYS`, 90 if not set. */
  readonly retentionDays?: number;
}

const DEFAULT_REQUEST_TIMEOUT_MS = 20 * SECOND_MS;
const DEFAULT_MAX_PAGES = 20;
const DEFAULT_RETENTION_DAYS = 90;

/** Reads exceptions and messages of one project of a Sentry server. Sends nothing yet. */
export function createSentrySource(settings: SentrySettings): Source<'sentry'> {
  const { baseUrl, clock, maxPages = DEFAULT_MAX_PAGES, retentionDays = DEFAULT_RETENTION_DAYS } = settings;
  const client = createHttpClient({
    source: 'sentry',
    baseUrl,
    baseUrlSetting: 'SENTRY_URL',
    tokenSetting: 'SENTRY_TOKEN',
    headers: { authorization: `Bearer ${settings.token}`, accept: 'application/json' },
    network: settings.network,
    requestTimeoutMs: settings.requestTimeoutMs ?? DEFAULT_REQUEST_TIMEOUT_MS,
    // When its event store is slow or busy, Sentry says 400.
    isRetryableAnswer: (status, body) => status === 400 && body.includes('Query timeout. Please try again'),
    ...(settings.backoffMs === undefined ? {} : { backoffMs: settings.backoffMs }),
    ...(settings.maxBodyBytes === undefined ? {} : { maxBodyBytes: settings.maxBodyBytes }),
    ...(settings.onFailure === undefined ? {} : { onFailure: settings.onFailure }),
  });
  const api = createSentryApi(client, { ...settings, address: new URL(baseUrl).origin });
  const links = createSentryLinks(settings);

  /**
   * The part of a window that can be read. What is older is no longer kept, and asking for it is answered with an error. The second
   * that the window ends in is left out: nobody could tell which of its events came in time.
   */
  function readablePartOf(window: Window): Window {
    const untilMs = wholeSecond(window.untilMs);
    const keptFromMs = clock() - retentionDays * DAY_MS;
    return { fromMs: Math.min(Math.max(window.fromMs, keptFromMs), untilMs), untilMs };
  }

  async function ask(question: ExceptionsQuestion, signal: AbortSignal): Promise<Reading<ExceptionsAnswer>> {
    const startedAtMs = performance.now();
    const readable = readablePartOf(question.window);
    const meta = (): ReadingMeta => ({
      source: 'sentry',
      window: question.window,
      readAtMs: clock(),
      reachFromMs: null,
      freshUntilMs: null,
      query: queryOf(question),
      link: links.search(linkedQueryOf(question), readable),
      elapsedMs: Math.round(performance.now() - startedAtMs),
    });
    // Nothing of the window can be read: the reading is complete, and reaches nowhere.
    if (readable.fromMs >= readable.untilMs) {
      const data = { naming: [], sweep: { events: [], readFromMs: readable.untilMs }, issues: [] };
      return { ...meta(), reachFromMs: readable.untilMs, status: 'ok', data };
    }
    // Once the answer is a failure, what is still under way need not come to its end.
    const ending = new AbortController();
    try {
      const reader = createSentryReader(
        api,
        links,
        question,
        readable,
        maxPages,
        AbortSignal.any([signal, ending.signal]),
      );
      const { answer, newestEventAtMs, problem } = await readAnswer(
        reader,
        links,
        question,
        readable,
        maxPages,
      );
      const reading = {
        ...meta(),
        reachFromMs: readable.fromMs,
        freshUntilMs: newestEventAtMs,
        data: answer,
      };
      return problem === null ? { ...reading, status: 'ok' } : { ...reading, status: 'truncated', problem };
    } catch (thrown) {
      return { ...meta(), status: 'failed', problem: problemOf(thrown) };
    } finally {
      ending.abort();
    }
  }

  return {
    id: 'sentry',
    ask,
    examine: (signal) => examineSentry(api, { ...settings, retentionDays }, signal),
    async close() {
      client.close();
    },
  };
}

/** A page for people about the first id: a link for all of them would be too long. */
function linkedQueryOf(question: ExceptionsQuestion): string {
  return question.ids !== 'all' && question.ids.length === 1
    ? namingQuery(question, question.ids, question.idTag)
    : kindsQuery(question);
}
