import { setMaxListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Wait } from '../../src/slack/wait.ts';

/**
 * The work that has been acknowledged and not yet finished. Bolt's own stop does not wait for it, so the process stops the receiver first and
 * then drains this.
 */
export interface InFlight {
  /** Aborted when there is no more time: whatever waits must say that it was interrupted. */
  readonly interruption: AbortSignal;
  /** Remembers the work until it settles. Passes its outcome on. */
  track<Result>(work: Promise<Result>): Promise<Result>;
  /**
   * Starts work and tracks it. Of all that comes at once, one piece starts in each turn of the event loop: so an acknowledgement
   * never waits for more than one piece of work, however many ask at the same time.
   */
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

  let lastTurn: Promise<void> = Promise.resolve();

  let arrivals = 0;
  const quiet = async (): Promise<void> => {
    let seen = arrivals;
    for (let turns = 0; turns < 8; turns += 1) {
      await nextTurn();
      if (seen !== arrivals) turns = 0;
      seen = arrivals;
    }
  };

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
    start(work) {
      arrivals += 1;
      lastTurn = lastTurn.then(quiet);
      return track(lastTurn.then(work));
    },
    async drain(graceMs) {
      const finished = new AbortController();
      await Promise.race([allSettled().then(() => finished.abort()), wait(graceMs, finished.signal)]);
      interrupting.abort();
      await allSettled();
    },
  };
}
