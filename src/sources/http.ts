import {
  AxiosError,
  create as createAxios,
  getAdapter,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from 'axios';
import axiosRetry, { exponentialDelay, retryAfter } from 'axios-retry';
import type { ZodType } from 'zod';
import type { Problem, SourceId } from '../diagnosis/reading.ts';
import { SECOND_MS } from '../diagnosis/time.ts';
import { SourceError } from '../errors.ts';
import {
  HttpFailure,
  problemOfShape,
  problemOfStatus,
  problemOfTransport,
  type Answer,
  type Blame,
} from './http-problems.ts';
import type { Network } from './network.ts';
import { createTurns } from './turns.ts';
import { untilAborted } from './until-aborted.ts';

export interface HttpClientSettings {
  readonly source: SourceId;
  /** Scheme and host, perhaps with a path in front of the API's own. */
  readonly baseUrl: string;
  /** The environment variable to look at when the address is wrong. */
  readonly baseUrlSetting: string;
  /** The environment variable to look at when the token is refused. */
  readonly tokenSetting: string;
  /** Sent with every request; their values never appear in an error. */
  readonly headers: Readonly<Record<string, string>>;
  readonly network: Network;
  /** The deadline of each attempt, from connecting to the last byte. */
  readonly requestTimeoutMs: number;
  readonly maxBodyBytes?: number;
  readonly maxConcurrentRequests?: number;
  /** How often a request is tried again after its first attempt. */
  readonly retries?: number;
  /** The first wait before a retry; it doubles, and up to a fifth is added at random. */
  readonly backoffMs?: number;
  /** False where the asker answers a time-out (own, or 504) by asking for less. */
  readonly retriesTimeouts?: boolean;
  /** Told of each request that failed in the end, for the log: its cause says what the other side said. */
  onFailure?(error: SourceError): void;
  /** Says of an answer with an error status that it is worth another try, though its status does not say so. */
  isRetryableAnswer?(status: number, bodyText: string): boolean;
}

interface HttpAnswer extends Answer {
  /** Names in lower case; several values of a name are joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
}

export type Query = readonly (readonly [name: string, value: string])[];

/** GET requests to one source, with its manners. */
export interface HttpClient {
  /**
   * Resolves with a 2xx answer. Rejects with a `SourceError` for everything else,
   * and at once with the signal's reason when that is aborted.
   */
  get(path: string, query: Query, signal: AbortSignal): Promise<HttpAnswer>;
  /** As `get`, with the body parsed: `not-json` or `wrong-shape` where it is something else. */
  getJson<T>(
    path: string,
    query: Query,
    schema: ZodType<T>,
    signal: AbortSignal,
  ): Promise<{ readonly data: T; readonly headers: HttpAnswer['headers'] }>;
  /** How many requests went out, retries included. */
  requestCount(): number;
  /** Ends all requests in flight. The network stays open: it may be shared. */
  close(): void;
}

const DEFAULT_MAX_BODY_BYTES = 20 * 1024 * 1024;
const DEFAULT_MAX_CONCURRENT_REQUESTS = 4;
const DEFAULT_RETRIES = 3;
const DEFAULT_BACKOFF_MS = 100;
/** A server that wants us to wait longer than this gets no second request: the asker does not wait that long. */
const MAX_RETRY_AFTER_MS = 30 * SECOND_MS;
const RETRYABLE_STATUSES = new Set([429, 502, 503, 504]);
const RETRYABLE_TRANSPORT_PROBLEMS = new Set<Problem['code']>([
  'connection-refused',
  'connection-lost',
  'timed-out',
]);
const MAX_EXCERPT_CHARACTERS = 300;

/** Builds a client; sends nothing yet. */
export function createHttpClient(settings: HttpClientSettings): HttpClient {
  const { baseUrl, network, requestTimeoutMs, retriesTimeouts = true } = settings;
  const maxBodyBytes = settings.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES;
  const retries = settings.retries ?? DEFAULT_RETRIES;
  const backoffMs = settings.backoffMs ?? DEFAULT_BACKOFF_MS;
  const blame: Blame = { ...settings, address: new URL(baseUrl).origin };
  const turns = createTurns(settings.maxConcurrentRequests ?? DEFAULT_MAX_CONCURRENT_REQUESTS);
  const sendByHttp = getAdapter('http');
  const closing = new AbortController();
  let requestCount = 0;

  /** One attempt. Its deadline covers the whole exchange; axios' own time-out would end with the first byte. */
  async function attempt(config: InternalAxiosRequestConfig): Promise<AxiosResponse> {
    const asker = config.signal instanceof AbortSignal ? config.signal : closing.signal;
    asker.throwIfAborted();
    const deadline = AbortSignal.timeout(requestTimeoutMs);
    requestCount += 1;
    try {
      return await sendByHttp({ ...config, signal: AbortSignal.any([asker, deadline]) });
    } catch (error) {
      if (deadline.aborted && !asker.aborted)
        throw new AxiosError('no answer in time', AxiosError.ETIMEDOUT, config);
      // A retry starts from the error's config, which must not carry the deadline of this attempt.
      if (error instanceof AxiosError) error.config = config;
      throw error;
    }
  }

  const instance = createAxios({
    adapter: (config) => turns.take(() => attempt(config)),
    headers: settings.headers,
    httpAgent: network.httpAgent,
    httpsAgent: network.httpsAgent,
    // `false` would also switch off the proxy that the agents know of; undefined would read the process's environment.
    ...(network.isProxied ? {} : { proxy: false as const }),
    maxRedirects: 0,
    maxContentLength: maxBodyBytes,
    responseType: 'text',
    transformResponse: (body: unknown) => body,
  });

  axiosRetry(instance, {
    retries,
    retryCondition: isRetryable,
    retryDelay: (retryCount, error) => exponentialDelay(retryCount - 1, error, backoffMs),
  });

  function isRetryable(error: AxiosError): boolean {
    if (error.code === AxiosError.ERR_CANCELED) return false;
    const answer = answerOf(error);
    if (answer === null) {
      const { code } = problemOfTransport(error, blame, { requestTimeoutMs, maxBodyBytes });
      if (code === 'timed-out') return retriesTimeouts;
      return RETRYABLE_TRANSPORT_PROBLEMS.has(code) || error.code === 'EAI_AGAIN';
    }
    if (retryAfter(error) > MAX_RETRY_AFTER_MS) return false;
    if (answer.status === 504 && !retriesTimeouts) return false;
    return RETRYABLE_STATUSES.has(answer.status) || isRetryableAnswer(answer);
  }

  function isRetryableAnswer({ status, text }: Answer): boolean {
    return settings.isRetryableAnswer?.(status, text) ?? false;
  }

  function problemOfError(error: AxiosError): Problem {
    const answer = answerOf(error);
    if (answer === null) return problemOfTransport(error, blame, { requestTimeoutMs, maxBodyBytes });
    const { status } = answer;
    const waitMs = retryAfter(error);
    if (status === 429 || waitMs > MAX_RETRY_AFTER_MS) {
      return {
        code: 'rate-limited',
        params: { address: blame.address, status, ...(waitMs > 0 ? { afterMs: Math.round(waitMs) } : {}) },
      };
    }
    // An answer that is worth another try is the server's trouble, whatever status it came with.
    if (isRetryableAnswer(answer))
      return { code: 'server-error', params: { address: blame.address, status } };
    return problemOfStatus(status, blame);
  }

  /** The error's own config holds the token: nothing of axios' error object is kept. */
  function sourceErrorOf(error: AxiosError, path: string): SourceError {
    const answer = answerOf(error);
    const excerpt = redact(answer?.text ?? '', settings.headers).slice(0, MAX_EXCERPT_CHARACTERS);
    const what =
      answer === null ? `got no whole answer (${error.code ?? 'no code'})` : `was answered ${answer.status}`;
    const failure = new HttpFailure(
      `GET ${path} ${what}`,
      answer && { status: answer.status, text: excerpt },
    );
    return new SourceError(problemOfError(error), { cause: failure });
  }

  async function get(path: string, query: Query, signal: AbortSignal): Promise<HttpAnswer> {
    const ending = AbortSignal.any([signal, closing.signal]);
    ending.throwIfAborted();
    try {
      // Waiting for a free place or for the next attempt ends with the signal too.
      const response = await untilAborted(
        instance.get<string>(urlOf(baseUrl, path, query), { signal: ending }),
        ending,
      );
      return { status: response.status, headers: headersOf(response), text: response.data };
    } catch (error) {
      if (ending.aborted) throw ending.reason;
      throw error instanceof AxiosError ? sourceErrorOf(error, path) : error;
    }
  }

  /** Passes an outcome on, and tells of a failure on its way. */
  async function telling<T>(outcome: Promise<T>): Promise<T> {
    try {
      return await outcome;
    } catch (error) {
      if (error instanceof SourceError) settings.onFailure?.(error);
      throw error;
    }
  }

  async function getJson<T>(path: string, query: Query, schema: ZodType<T>, signal: AbortSignal) {
    const answer = await get(path, query, signal);
    const parsed = schema.safeParse(parseJson(answer, path, blame));
    if (parsed.success) return { data: parsed.data, headers: answer.headers };
    const problem = problemOfShape(parsed.error, blame);
    const { path: at, expected } = problem.params;
    throw new SourceError(problem, {
      cause: new HttpFailure(`GET ${path} was answered ${answer.status}, but ${at} is not ${expected}`, null),
    });
  }

  return {
    get: (path, query, signal) => telling(get(path, query, signal)),
    getJson: (path, query, schema, signal) => telling(getJson(path, query, schema, signal)),
    requestCount: () => requestCount,
    close() {
      closing.abort();
    },
  };
}

/** The body is not quoted: a good answer holds log lines or events. */
function parseJson(answer: HttpAnswer, path: string, blame: Blame): unknown {
  try {
    return JSON.parse(answer.text);
  } catch {
    throw new SourceError(
      {
        code: 'not-json',
        params: { address: blame.address, setting: blame.baseUrlSetting, status: answer.status },
      },
      {
        cause: new HttpFailure(
          `GET ${path} was answered ${answer.status} with ${answer.text.length} characters of ${answer.headers['content-type'] ?? 'no named type'}`,
          null,
        ),
      },
    );
  }
}

function urlOf(baseUrl: string, path: string, query: Query): string {
  const url = new URL(baseUrl.replace(/\/+$/, '') + path);
  url.search = new URLSearchParams(
    query.map(([name, value]): [string, string] => [name, value.toWellFormed()]),
  ).toString();
  return url.href;
}

/** The whole answer behind an error; null where there was none, or where it broke off. */
function answerOf(error: AxiosError): Answer | null {
  const { response } = error;
  return typeof response?.data === 'string' ? { status: response.status, text: response.data } : null;
}

function headersOf(response: AxiosResponse): HttpAnswer['headers'] {
  return Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : String(value),
    ]),
  );
}

/** Blots out the credentials that a server repeats, with and without their scheme ("Bearer"). */
function redact(text: string, headers: HttpClientSettings['headers']): string {
  const credentials = Object.entries(headers)
    .filter(([name, value]) => name.toLowerCase() === 'authorization' && value !== '')
    .flatMap(([, value]) => [value, value.slice(value.indexOf(' ') + 1)]);
  return credentials.reduce((safe, secret) => safe.replaceAll(secret, '[redacted]'), text);
}
