import { setTimeout as pause } from 'node:timers/promises';
import { isoOf, MINUTE_MS, SECOND_MS, type EpochMs } from '../diagnosis/time.ts';
import type { EnvironmentFile } from './environment-file.ts';

/** A command of the terminal takes about as long to start. */
const EVERY_MS = SECOND_MS;

export interface FollowingSettings {
  /** What the page's clock shows. */
  readonly now: () => Promise<EpochMs>;
  readonly file: Pick<EnvironmentFile, 'change'>;
  /** Told of each move of the clock: it has not run there by itself. */
  readonly onMoved: (nowMs: EpochMs) => void;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly everyMs?: number;
}

/**
 * Lets each command of the terminal begin at the time that the page shows, however often it was moved there: in the environment file the
 * clock starts now, always. Resolves when it is ended; what fails meanwhile is tried again.
 */
export async function followClock(settings: FollowingSettings): Promise<void> {
  const { now, file, onMoved, signal, everyMs = EVERY_MS } = settings;
  let lastMs: EpochMs | null = null;
  while (!signal.aborted) {
    try {
      const nowMs = await now();
      await file.change({ CLOCK_STARTS_AT: isoOf(nowMs) });
      if (lastMs !== null && nowMs - lastMs > everyMs + MINUTE_MS) onMoved(nowMs);
      lastMs = nowMs;
    } catch {
      // A bot that was ended from outside shows no time: the file stays as it was.
    }
    await pause(everyMs, undefined, { signal }).catch(() => {});
  }
}
