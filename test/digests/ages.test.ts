import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import { ageClassOf, agesOf } from '../../src/digests/ages.ts';
import { missing, NOW_MS } from './example.ts';

const since = (days: number, isAtLeast = false) => ({ atMs: NOW_MS - days * DAY_MS, isAtLeast });

describe('how long somebody has not been well', () => {
  it.each([
    ['a day', since(1), 'under-2-weeks'],
    ['not quite two weeks', since(13.9), 'under-2-weeks'],
    ['two weeks', since(14), '2-to-4-weeks'],
    ['four weeks', since(28), '4-to-8-weeks'],
    ['eight weeks', since(56), 'over-8-weeks'],
    ['years', since(900), 'over-8-weeks'],
    ['nobody knows', null, 'unknown'],
    ['at least three weeks', since(21, true), '2-to-4-weeks'],
    ['at least a week, and perhaps years', since(7, true), 'unknown'],
    ['from a moment to come, by another clock', since(-1), 'under-2-weeks'],
  ] as const)('%s', (_, began, expected) => {
    expect(ageClassOf(began, NOW_MS)).toBe(expected);
  });

  it('is counted by class, youngest first, and says where it may be longer', () => {
    const outcomes = [since(60), since(30, true), since(30), since(1), null].map((began, index) =>
      missing(`m${index}`, { since: began }),
    );
    expect(agesOf(outcomes, NOW_MS)).toEqual([
      { ageClass: 'under-2-weeks', count: 1, isAtLeast: false },
      { ageClass: '4-to-8-weeks', count: 2, isAtLeast: true },
      { ageClass: 'over-8-weeks', count: 1, isAtLeast: false },
      { ageClass: 'unknown', count: 1, isAtLeast: false },
    ]);
  });
});
