import type { Wait } from './wait.ts';

/** Shorter waits are not worth giving anything up for. */
const SHORT_MS = 1_000;

/** Slack wants to be left alone for so long. Whoever posts gives up what they hold, and begins again then. */
export class NotBefore extends Error {
  override readonly name = 'NotBefore';
  readonly delayMs: number;

  constructor(delayMs: number) {
    super(`Slack wants to be asked again in ${delayMs} ms`);
    this.delayMs = delayMs;
  }
}

/** Waits for Slack without holding anybody up: rejects with NotBefore in place of waiting for a second or longer. */
export function givingWay(wait: Wait): Wait {
  return async (delayMs, signal) => {
    if (delayMs >= SHORT_MS) throw new NotBefore(delayMs);
    await wait(delayMs, signal);
  };
}
