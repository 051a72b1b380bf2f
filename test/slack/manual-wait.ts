import type { Wait } from '../../src/slack/wait.ts';
import { waitFor } from '../support/wait-for.ts';

/** Time that passes when the test says so. */
export interface ManualWait {
  readonly wait: Wait;
  /** Waits until something waits for exactly this long, and then lets that time be over. */
  readonly elapse: (delayMs: number) => Promise<void>;
  /** Every delay that was asked for, oldest first. */
  readonly asked: readonly number[];
}

export function createManualWait(): ManualWait {
  const pending: { readonly delayMs: number; readonly over: () => void }[] = [];
  const asked: number[] = [];
  return {
    asked,
    wait: (delayMs, signal) =>
      new Promise((resolve) => {
        asked.push(delayMs);
        const waiting = { delayMs, over: resolve };
        pending.push(waiting);
        signal?.addEventListener('abort', () => {
          pending.splice(pending.indexOf(waiting), 1);
          resolve();
        });
      }),
    async elapse(delayMs) {
      await waitFor(() => {
        const index = pending.findIndex((waiting) => waiting.delayMs === delayMs);
        if (index === -1) throw new Error(`nothing waits for ${delayMs} ms`);
        pending.splice(index, 1)[0]?.over();
      });
    },
  };
}
