import { setMaxListeners } from 'node:events';
import type { Wait } from '../../src/slack/wait.ts';
import { createTurnstile } from './turnstile.ts';

/**
 * The work that has been acknowledged and not yet finished. Bolt's own stop does not wait for it, so the process stops the receiver first and
 * then drains this.
 */
export interface InFlight {
  /** Aborted when there is no more time: whatever waits must say that it was interrupted. */
  readonly interruption: AbortSignal;
  /** Remembers the work until it settles. Passes its outcome on. */
  track<Result>(work: Promise<Result>): Promise<Result>;
  /** Begins work when it is its turn, after the acknowledgements that are due, and remembers it from now on. */
  start<Result>(work: () => Promise<Result>): Promise<Result>;
  count(): number;
  /**
   * Resolves when nothing is in flight any more: what is running may finish by itself within `graceMs`, then it is interrupted and
   * may still say so.
   */
  drain(graceMs: number): Promise<void>;
}

export function createInFlight(wait: Wait): InFlight {
  const interrupting = new AbortController();
  // As many may listen as there are checks at once.
  setMaxListeners(0, interrupting.signal);
  const running = new Set<Promise<unknown>>();
  const turnstile = createTurnstile();

  const allSettled = async (): Promise<void> => {
    while (running.size > 0) await Promise.allSettled(running);
  };

  const track = async <Result>(work: Promise<Result>): Promise<Result> => {
    running.add(work);
    try {
      return await work;
    } finally {
      running.delete(work);
    }
  };

  return {
    interruption: interrupting.signal,
    count: () => running.size,
    track,
    start: (work) => track(turnstile.enter(work)),
    async drain(graceMs) {
      const finished = new AbortController();
      await Promise.race([allSettled().then(() => finished.abort()), wait(graceMs, finished.signal)]);
      interrupting.abort();
      await allSettled();
    },
  };
}
