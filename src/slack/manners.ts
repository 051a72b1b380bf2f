import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { SECOND_MS } from '../diagnosis/time.ts';
import type { Wait } from './wait.ts';

const MAX_ATTEMPTS = 4;
const FIRST_BACKOFF_MS = 500;
/** Nobody waits longer in all for an answer in a conversation. */
const MAX_RATE_LIMITED_MS = 300 * SECOND_MS;

const REQUEST_TIMEOUT = 408;

/** The connection was never made, so Slack cannot have acted. */
const NEVER_ARRIVED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Calls a method of Slack and waits out its rate limit. Slack has no idempotency key, so a call that may have arrived is only
 * repeated where a second time does no harm.
 * @param harmless whether it may be called twice: an edit may, a post may not
 */
export async function callSlack<Answer>(
  call: () => Promise<Answer>,
  { wait, harmless }: { readonly wait: Wait; readonly harmless: boolean },
): Promise<Answer> {
  let rateLimitedMs = 0;
  for (let failures = 0; ;) {
    try {
      return await call();
    } catch (error) {
      if (error instanceof WebAPIRateLimitedError) {
        // However many write to one channel at once: each gets its turn.
        const delayMs = Math.max(1, error.retryAfter) * SECOND_MS;
        rateLimitedMs += delayMs;
        if (rateLimitedMs > MAX_RATE_LIMITED_MS) throw error;
        await wait(delayMs, undefined, 'rate-limit');
        continue;
      }
      failures += 1;
      if (failures >= MAX_ATTEMPTS || !isWorthRetrying(error, harmless)) throw error;
      await wait(FIRST_BACKOFF_MS * 2 ** (failures - 1), undefined, 'recovery');
    }
  }
}

/** Slack's codes for having failed in the middle: part of what it was asked may be done. */
const HALF_DONE = new Set(['fatal_error', 'internal_error']);

/**
 * Whether a call that failed has certainly done nothing: Slack refused it, or it never got there. After anything else nobody knows.
 * @param error what `callSlack` threw
 */
export function hasDoneNothing(error: unknown): boolean {
  if (error instanceof WebAPIRateLimitedError) return true;
  if (error instanceof WebAPIHTTPError) return error.statusCode < 500 && error.statusCode !== REQUEST_TIMEOUT;
  if (error instanceof WebAPIRequestError) return neverArrived(error);
  // Where an answer is no JSON, its text stands in place of a code.
  const code = slackErrorCode(error);
  return code !== null && /^\w+$/.test(code) && !HALF_DONE.has(code);
}

/** Whether Slack has refused a call with a code of its own, and has certainly done nothing. */
export function hasRefused(error: unknown): boolean {
  return slackErrorCode(error) !== null && hasDoneNothing(error);
}

/** Slack's code for why it refused a call, as `not_in_channel`; null where the error is none of Slack's. */
export function slackErrorCode(error: unknown): string | null {
  return error instanceof WebAPIPlatformError ? error.data.error : null;
}

function isWorthRetrying(error: unknown, harmless: boolean): boolean {
  return neverArrived(error) || (harmless && isPassing(error));
}

function neverArrived(error: unknown): boolean {
  return error instanceof WebAPIRequestError && NEVER_ARRIVED.has(networkCode(error) ?? '');
}

function isPassing(error: unknown): boolean {
  return error instanceof WebAPIRequestError || (error instanceof WebAPIHTTPError && error.statusCode >= 500);
}

/** The code of the innermost cause: fetch wraps what the socket said. */
function networkCode(error: Error): string | null {
  for (let cause: unknown = error.cause; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return null;
}
