import { setTimeout } from 'node:timers/promises';

/** Resolves after the delay, or as soon as the signal is aborted. Injected, so that tests need not wait. */
export type Wait = (delayMs: number, signal?: AbortSignal) => Promise<void>;

export const realWait: Wait = async (delayMs, signal) => {
  try {
    await setTimeout(delayMs, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
};
