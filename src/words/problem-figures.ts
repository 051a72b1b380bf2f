import { alternativesIn, isExpectedType, type ExpectedType } from '../diagnosis/expectations.ts';
import type { Problem } from '../diagnosis/reading.ts';

/** The parameters of a problem, as its words speak of them. */
export type ProblemParams = Problem['params'];

/** "8 s", "1.5 s", "10 min": `afterMs`, the same in every language. */
export function durationIn(params: ProblemParams): string {
  const ms = Number(params['afterMs']);
  return ms >= 120_000 ? `${Math.round(ms / 60_000)} min` : `${Number((ms / 1_000).toFixed(1))} s`;
}

/** "20 MB": `limit`, the same in every language. */
export function megabytesIn(params: ProblemParams): string {
  return `${Number((Number(params['limit']) / 1_048_576).toFixed(1))} MB`;
}

/** What was expected of a shape, in a language's words; what no list knows stands there as it is. */
export function expectedIn(
  params: ProblemParams,
  types: Readonly<Record<ExpectedType, string>>,
): readonly string[] {
  return alternativesIn(String(params['expected'] ?? 'another-shape')).map((word) =>
    isExpectedType(word) ? types[word] : word,
  );
}
