import { SECOND_MS } from '../diagnosis/time.ts';
import { kindOfFailure } from './kind-of-failure.ts';

const TIMEOUT_MS = 5 * SECOND_MS;

/** The part of `fetch` that is needed. */
type Get = (
  url: string,
  init: { method: 'GET'; signal: AbortSignal },
) => Promise<{ readonly status: number }>;

export interface HeartbeatSettings {
  /** May hold a secret: it is in no line of the log, not even inside the text of an error. null: there is none. */
  readonly url: string | null;
  readonly get: Get;
  readonly log: { warn(fields: object, message: string): void };
}

/**
 * Makes the call by which somebody outside sees that digests are made: where it stays out, they raise the alarm. Never rejects: a digest
 * that stands is not undone by it.
 */
export function createHeartbeat({ url, get, log }: HeartbeatSettings): () => Promise<void> {
  return async () => {
    if (url === null) return;
    const failed = (reason: string | number): void =>
      log.warn({ reason }, 'the heartbeat was not taken: HEARTBEAT_URL');
    try {
      const { status } = await get(url, { method: 'GET', signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (status >= 400) failed(status);
    } catch (error) {
      failed(kindOfFailure(error instanceof Error ? (error.cause ?? error) : error));
    }
  };
}
