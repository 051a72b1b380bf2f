import type { SourceContract } from '../checks/questions.ts';
import type { Reading, SourceId } from '../diagnosis/reading.ts';
import type { Clock, Sources } from '../sources/source.ts';
import { notConfigured, notInTime } from './unanswered.ts';

/** How sources are asked by somebody who can wait, and yet must come to an end. */
export interface Patience {
  readonly sources: Sources;
  readonly clock: Clock;
  readonly patienceMs: number;
}

/**
 * Asks one source. One that is not configured, or is not asked, answers `not-configured`; one that does not answer in time has failed. Never
 * rejects for anything that the outside did.
 * @param signal ends the request; the answer is then worth nothing
 */
export async function askPatiently<Id extends SourceId>(
  { sources, clock, patienceMs }: Patience,
  id: Id,
  question: SourceContract[Id]['question'] | undefined,
  signal: AbortSignal,
): Promise<Reading<SourceContract[Id]['answer']>> {
  const source = sources[id];
  const window = question?.window ?? null;
  if (source === null || question === undefined) {
    return notConfigured({ source: id, window, readAtMs: clock() });
  }
  const giveUp = new AbortController();
  const { promise: over, resolve } = Promise.withResolvers<Reading<never>>();
  // Real time: patience is about waiting, not about the clock that is asked.
  const timer = setTimeout(() => {
    resolve(notInTime({ source: id, window, readAtMs: clock() }, 'given-up', patienceMs));
    giveUp.abort(new Error(`given up after ${patienceMs} ms`));
  }, patienceMs);
  try {
    return await Promise.race([source.ask(question, AbortSignal.any([signal, giveUp.signal])), over]);
  } finally {
    clearTimeout(timer);
  }
}
