import type { FetchFunction } from '@slack/web-api';
import { MINUTE_MS, SECOND_MS, type EpochMs } from '../diagnosis/time.ts';
import type { Message } from './blocks.ts';
import type { Wait } from './wait.ts';

/** Slack takes so many answers to one `response_url`, for so long. */
const MAX_USES = 5;
const VALID_FOR_MS = 30 * MINUTE_MS;

const TIMEOUT_MS = 10 * SECOND_MS;
const MAX_ATTEMPTS = 3;
const DEFAULT_RETRY_AFTER_S = 1;

/** An answer could not go through a `response_url`. Holds no address: whoever knows it can write as the bot. */
export class ResponseUrlError extends Error {
  override readonly name = 'ResponseUrlError';
  /** What it was refused with; null: nobody knows whether it arrived. */
  readonly status: number | null;

  constructor(message: string, status: number | null, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/**
 * The address that Slack gives along with a command or a button: what is sent there only the asker sees, and the bot need not be a
 * member of the channel. Each use makes a new message: for commands Slack ignores `replace_original` (bolt-js issue 2287), and for
 * buttons it would replace the message that holds the button.
 */
export interface ResponseUrl {
  /** False once it has been used up or is too old. */
  isUsable(): boolean;
  /** Throws a ResponseUrlError. */
  send(message: Message): Promise<void>;
}

export function createResponseUrl(
  url: string,
  {
    fetch,
    wait,
    clock,
    receivedAtMs,
  }: {
    readonly fetch: FetchFunction;
    readonly wait: Wait;
    readonly clock: () => EpochMs;
    readonly receivedAtMs: EpochMs;
  },
): ResponseUrl {
  let uses = 0;
  const isUsable = (): boolean => uses < MAX_USES && clock() - receivedAtMs < VALID_FOR_MS;
  return {
    isUsable,
    async send({ text, blocks }) {
      if (!isUsable()) throw new ResponseUrlError('this response_url is used up or too old', 404);
      uses += 1;
      const body = JSON.stringify({ response_type: 'ephemeral', replace_original: false, text, blocks });
      for (let attempt = 1; ; attempt += 1) {
        const response = await post(fetch, url, body);
        if (response.ok) return;
        const isLast = response.status !== 429 || attempt === MAX_ATTEMPTS;
        if (isLast)
          throw new ResponseUrlError(
            `the response_url answered with status ${response.status}`,
            response.status,
          );
        await wait(Number(response.headers.get('retry-after') ?? DEFAULT_RETRY_AFTER_S) * SECOND_MS);
      }
    },
  };
}

async function post(fetch: FetchFunction, url: string, body: string): ReturnType<FetchFunction> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw new ResponseUrlError('the response_url did not answer', null, { cause: error });
  }
}
