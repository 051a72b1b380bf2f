import type { DoctorFact, DoctorFactCode, DoctorFactParams, Tried } from '../diagnosis/doctor-facts.ts';
import type { Problem } from '../diagnosis/reading.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type EpochMs } from '../diagnosis/time.ts';
import type { Locale } from './locale.ts';

/** A fact as people read it, as in "newest event: 2025-07-23T18:00:41.000Z". */
export type SpokenFact = readonly [name: string, value: string];

/** The words of all facts in one language. */
export type DoctorFactWords = {
  readonly [Code in DoctorFactCode]: (params: DoctorFactParams[Code]) => SpokenFact;
};

/** Says a fact in the language of the words. */
export function speak<Code extends DoctorFactCode>(
  words: DoctorFactWords,
  fact: DoctorFact<Code>,
): SpokenFact {
  return words[fact.code](fact.params);
}

const UNITS = [
  ['day', DAY_MS],
  ['hour', HOUR_MS],
  ['minute', MINUTE_MS],
] as const;

/** "18 hours ago", "hace 18 horas" */
export function agoIn(locale: Locale, atMs: EpochMs, nowMs: EpochMs): string {
  const ageMs = Math.max(0, nowMs - atMs);
  // Up to two of a unit the smaller one tells more.
  const [unit, unitMs] = UNITS.find(([, ms]) => ageMs >= 2 * ms) ?? (['minute', MINUTE_MS] as const);
  return new Intl.RelativeTimeFormat(locale).format(-Math.floor(ageMs / unitMs), unit);
}

/** What was read, said in one way, or why it could not be, in another. */
export function triedIn<Value>(
  tried: Tried<Value>,
  say: (value: Value) => string,
  sayProblem: (problem: Problem) => string,
): string {
  return 'problem' in tried ? sayProblem(tried.problem) : say(tried.value);
}
