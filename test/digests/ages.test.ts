import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import { ageClassOf, agesOf } from '../../src/digests/ages.ts';
import { daysIn } from '../../src/words/days.ts';
import { missing, NOW_MS, ZONE } from './example.ts';

const DAYS = daysIn(ZONE);

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
    ['at least a week, and perhaps years', since(7, true), 'some-days-or-more'],
    ['from a moment to come, by another clock', since(-1), 'under-2-weeks'],
  ] as const)('%s', (_, began, expected) => {
    expect(ageClassOf(began, NOW_MS, DAYS)).toBe(expected);
  });

  it('is counted by class, youngest first, and says where it may be longer', () => {
    const outcomes = [
      since(60),
      since(30, true),
      since(30),
      since(1),
      since(3, true),
      since(8, true),
      null,
    ].map((began, index) => missing(`m${index}`, { since: began }));
    expect(agesOf(outcomes, NOW_MS, DAYS)).toEqual([
      { ageClass: 'under-2-weeks', count: 1, isAtLeast: false, days: 1 },
      { ageClass: 'some-days-or-more', count: 2, isAtLeast: true, days: 3 },
      { ageClass: '4-to-8-weeks', count: 2, isAtLeast: true, days: 30 },
      { ageClass: 'over-8-weeks', count: 1, isAtLeast: false, days: 60 },
      { ageClass: 'unknown', count: 1, isAtLeast: false, days: 0 },
    ]);
  });

  it.each([
    ['in spring, when the clocks went forward', '2025-03-03T11:00:00-08:00', '2025-03-17T11:00:00-07:00'],
    ['in autumn, when they went back', '2025-10-20T11:00:00-07:00', '2025-11-03T11:00:00-08:00'],
  ])('counts weeks by the schedule’s clock: two planned runs are two weeks, %s', (_, began, asOf) => {
    const at = { atMs: Date.parse(began), isAtLeast: false };
    expect(ageClassOf(at, Date.parse(asOf), DAYS)).toBe('2-to-4-weeks');
    expect(ageClassOf(at, Date.parse(asOf) - 1, DAYS)).toBe('under-2-weeks');
  });
});
