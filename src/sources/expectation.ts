import type { z } from 'zod';
import { isExpectedType, joinAlternatives, type ExpectedType } from '../diagnosis/expectations.ts';

/** `params.expected` of a `wrong-shape`: what should have stood there, never what did. */
export function expectationOf(issue: z.core.$ZodIssue | undefined): string {
  const expected = issue === undefined ? [] : alternativesOf(issue);
  return joinAlternatives(expected.length === 0 ? ['another-shape'] : expected);
}

function alternativesOf(issue: z.core.$ZodIssue): readonly string[] {
  switch (issue.code) {
    case 'invalid_type':
      return [known(issue.expected)];
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value));
    case 'invalid_format':
      return [issue.format === 'guid' ? 'uuid' : known(issue.format)];
    case 'invalid_union':
      return issue.errors.flatMap(([first]) => (first === undefined ? [] : alternativesOf(first)));
    // Custom checks say in their message what they expect.
    case 'custom':
      return [known(issue.message)];
    default:
      return ['another-shape'];
  }
}

function known(word: string): ExpectedType {
  return isExpectedType(word) ? word : 'another-shape';
}
