import type { z } from 'zod';
import { isExpectedType } from './diagnosis/expectations.ts';
import { isPlainRequirement, type Requirement } from './requirements.ts';

/**
 * Which requirement a value does not meet, in our own codes instead of zod's sentences. A value that is not there is told from one of another
 * type only where zod was asked to report the input.
 */
export function unmetRequirement(issue: z.core.$ZodIssue): Requirement {
  if (isPlainRequirement(issue.message)) return { code: issue.message, params: {} };
  switch (issue.code) {
    case 'invalid_type':
      return 'input' in issue && issue.input === undefined
        ? { code: 'present', params: {} }
        : ofType(issue.expected);
    case 'invalid_value':
      return { code: 'one-of', params: { values: issue.values.map(String) } };
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? { code: 'not-empty', params: {} }
        : { code: 'at-least', params: { least: Number(issue.minimum) } };
    case 'too_big':
      return { code: 'at-most', params: { most: Number(issue.maximum) } };
    case 'unrecognized_keys':
      return { code: 'known-keys', params: { unknown: issue.keys } };
    case 'invalid_key': {
      const [first] = issue.issues;
      return first === undefined ? EXPECTED_SHAPE : unmetRequirement(first);
    }
    case 'custom': {
      // Only `unmet` writes it.
      const requirement: Requirement | undefined = issue.params?.['requirement'];
      return requirement ?? EXPECTED_SHAPE;
    }
    default:
      return EXPECTED_SHAPE;
  }
}

const EXPECTED_SHAPE: Requirement = { code: 'expected-shape', params: {} };

function ofType(expected: string): Requirement {
  return isExpectedType(expected) ? { code: 'type', params: { expected } } : EXPECTED_SHAPE;
}
