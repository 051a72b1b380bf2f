/**
 * What a value from outside should have been, where it is not: the words of `params.expected` of the problem `wrong-shape`.
 * One closed list, so that every language has words for each. What is none of them is a literal value, as JSON.
 */
export const EXPECTED_TYPES = [
  'string',
  'number',
  'int',
  'boolean',
  'null',
  'array',
  'object',
  'record',
  'date',
  'datetime',
  'timestamptz',
  'uuid',
  // text that fits a pattern
  'regex',
  // an exception class that the check watches
  'watched-exception',
  // anything that these words cannot say
  'another-shape',
] as const;

export type ExpectedType = (typeof EXPECTED_TYPES)[number];

/** Stands between alternatives in `params.expected`: "string|int". */
const BETWEEN_ALTERNATIVES = '|';

/** The path of what stands in nothing else. */
export const TOP_LEVEL = '(top level)';

/** `params.expected` for any of these. */
export function joinAlternatives(expected: readonly string[]): string {
  return [...new Set(expected)].join(BETWEEN_ALTERNATIVES);
}

/** What `params.expected` names. */
export function alternativesIn(expected: string): readonly string[] {
  return expected.split(BETWEEN_ALTERNATIVES);
}

export function isExpectedType(word: string): word is ExpectedType {
  return EXPECTED_TYPES.some((type) => type === word);
}
