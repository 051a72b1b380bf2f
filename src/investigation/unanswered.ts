import type { Problem, Reading, SourceId } from '../diagnosis/reading.ts';
import type { EpochMs, Window } from '../diagnosis/time.ts';

interface NotAsked {
  readonly source: SourceId;
  /** What would have been asked for; null: nothing. */
  readonly window: Window | null;
  readonly readAtMs: EpochMs;
}

/** The reading of a source that was not asked. */
export function notConfigured({ source, window, readAtMs }: NotAsked): Reading<never> {
  return {
    source,
    window: window ?? { fromMs: readAtMs, untilMs: readAtMs },
    readAtMs,
    reachFromMs: null,
    freshUntilMs: null,
    query: '',
    link: null,
    elapsedMs: 0,
    status: 'not-configured',
  };
}

/** The reading of a source that was asked, and not waited for any longer. */
export function notInTime(
  asked: NotAsked,
  lateAs: 'still-running' | 'given-up',
  afterMs: number,
): Reading<never> {
  const problem: Problem = { code: lateAs, params: { afterMs } };
  return { ...notConfigured(asked), elapsedMs: afterMs, status: 'failed', problem };
}
