import { setTimeout } from 'node:timers/promises';

/** What a call of Slack waits for: its rate limit to be over, or a failure to pass. */
export type WaitsFor = 'rate-limit' | 'recovery';

/**
 * Resolves after the delay, or as soon as the signal is aborted. Injected, so that tests need not wait.
 * @param waitsFor told by calls of Slack only
 */
export type Wait = (delayMs: number, signal?: AbortSignal, waitsFor?: WaitsFor) => Promise<void>;

export const realWait: Wait = async (delayMs, signal) => {
  try {
    await setTimeout(delayMs, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
};
