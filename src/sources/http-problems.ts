import type { AxiosError } from 'axios';
import type { z } from 'zod';
import { SourceError } from '../errors.ts';
import { TOP_LEVEL } from '../diagnosis/expectations.ts';
import type { ProblemCode } from '../diagnosis/problems.ts';
import type { Problem } from '../diagnosis/reading.ts';
import { expectationOf } from './expectation.ts';

/** Whom to blame for what: the address and the names of the settings to look at. */
export interface Blame {
  /** Scheme, host and port. */
  readonly address: string;
  /** The environment variable that holds the address. */
  readonly baseUrlSetting: string;
  /** The environment variable that holds the token. */
  readonly tokenSetting: string;
}

/** What an HTTP server answered, whatever its status. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/**
 * What is kept of a request that failed: no header, no query, and of an error's body its beginning.
 * It is the cause of a `SourceError`, and so the only trace of the request in the bot's log.
 */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  /** Null where there was no answer. */
  readonly status: number | null;
  /** The beginning of the body of an answer with an error status; else empty. */
  readonly excerpt: string;

  constructor(message: string, answer: Answer | null) {
    super(message);
    this.status = answer?.status ?? null;
    this.excerpt = answer === null || answer.status < 400 ? '' : answer.text;
  }
}

/** The problem of a request that got no whole answer. */
export function problemOfTransport(
  error: AxiosError,
  blame: Blame,
  limits: { readonly requestTimeoutMs: number; readonly maxBodyBytes: number },
): Problem {
  const params = { address: blame.address, setting: blame.baseUrlSetting };
  // axios gives an oversized body no code of its own.
  if (error.message.startsWith('maxContentLength')) {
    return { code: 'too-large', params: { address: blame.address, limit: limits.maxBodyBytes } };
  }
  const code =
    TRANSPORT_CODES.find(({ pattern }) => pattern.test(error.code ?? ''))?.code ?? 'connection-lost';
  return { code, params: code === 'timed-out' ? { ...params, afterMs: limits.requestTimeoutMs } : params };
}

/** Codes of Node's sockets, resolver and TLS. What is in none of them broke an open connection. */
const TRANSPORT_CODES: readonly { readonly pattern: RegExp; readonly code: ProblemCode }[] = [
  { pattern: /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, code: 'connection-refused' },
  { pattern: /^(ENOTFOUND|EAI_\w+)$/, code: 'host-not-found' },
  { pattern: /^(ETIMEDOUT|ECONNABORTED)$/, code: 'timed-out' },
  {
    pattern:
      /^(EPROTO|ERR_(TLS|SSL)_\w+|CERT_\w+|CRL_\w+|UNABLE_TO_\w+|\w*SELF_SIGNED_CERT\w*|HOSTNAME_MISMATCH|INVALID_CA)$/,
    code: 'tls-failed',
  },
];

/** The problem of an answer whose status is not 2xx. */
export function problemOfStatus(status: number, blame: Blame): Problem {
  const params = { address: blame.address, status };
  if (status < 400) return { code: 'not-json', params: { ...params, setting: blame.baseUrlSetting } };
  if (status >= 500) return { code: 'server-error', params };
  switch (status) {
    case 401:
      return { code: 'unauthorized', params: { ...params, setting: blame.tokenSetting } };
    case 403:
      return { code: 'forbidden', params: { ...params, setting: blame.tokenSetting } };
    case 404:
      return { code: 'not-found', params: { ...params, setting: blame.baseUrlSetting } };
    case 413:
      return { code: 'too-large', params };
    case 429:
      return { code: 'rate-limited', params };
    default:
      return { code: 'bad-request', params };
  }
}

/** The problem of JSON that is not as it should be. It says what was expected where, never what stood there. */
export function problemOfShape(error: z.ZodError, blame: Blame): Problem {
  const [issue] = error.issues;
  return {
    code: 'wrong-shape',
    params: {
      address: blame.address,
      setting: blame.baseUrlSetting,
      path: issue === undefined || issue.path.length === 0 ? TOP_LEVEL : issue.path.map(String).join('.'),
      expected: expectationOf(issue),
    },
  };
}

/**
 * The problem of anything thrown while a source was asked. An abort means that whoever asked did not wait: `still-running`.
 * What is neither is a mistake of our own, and thrown again.
 */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof SourceError) return thrown.problem;
  if (thrown instanceof Error && (thrown.name === 'AbortError' || thrown.name === 'TimeoutError')) {
    return { code: 'still-running', params: {} };
  }
  throw thrown;
}
