import type { Wait } from './wait.ts';

/** Shorter waits are not worth giving anything up for. */
const SHORT_MS = 1_000;

/**
 * Slack wants to be left alone for so long, or a call of it may arrive for so long. Whoever posts gives up what they hold, and begins again then.
 */
export class NotBefore extends Error {
  override readonly name = 'NotBefore';
  readonly delayMs: number;

  constructor(delayMs: number) {
    super(`Slack is to be asked again in ${delayMs} ms`);
    this.delayMs = delayMs;
  }
}

/**
 * Waits for Slack without holding anybody up: rejects with NotBefore in place of waiting for a second or longer. Only what fails is called again after
 * a plain wait: that is soon given up, and whoever has called is then told what failed.
 */
export function givingWay(wait: Wait): Wait {
  return async (delayMs, signal, waitsFor) => {
    if (delayMs >= SHORT_MS && waitsFor !== 'recovery') throw new NotBefore(delayMs);
    await wait(delayMs, signal, waitsFor);
  };
}
