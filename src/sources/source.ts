import type { SourceContract } from '../checks/questions.ts';
import type { DoctorFact } from '../diagnosis/doctor-facts.ts';
import type { Problem, Reading, SourceId } from '../diagnosis/reading.ts';

/**
 * Something outside that answers in readings.
 * `ask` never throws for anything that the outside did: a failure is a reading with status `failed`.
 */
export interface Source<Id extends SourceId> {
  readonly id: Id;
  /** @param signal ends all requests in flight; the answer is then worth nothing. */
  ask(
    question: SourceContract[Id]['question'],
    signal: AbortSignal,
  ): Promise<Reading<SourceContract[Id]['answer']>>;
  /** What a person needs to know of the source's health, for `doctor`. */
  examine(signal: AbortSignal): Promise<Examination>;
  close(): Promise<void>;
}

/** What `doctor` shows of one source: facts in order, or the problem that stopped it. */
export interface Examination {
  readonly facts: readonly DoctorFact[];
  readonly problem: Problem | null;
  readonly elapsedMs: number;
}

export type Sources = { readonly [Id in SourceId]: Source<Id> | null };

/** The bot's clock, in milliseconds since 1970. */
export type Clock = () => number;
