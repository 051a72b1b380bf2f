import { describe, expect, it } from 'vitest';
import { isMet, missedAmong, type Measure } from '../../../src/sandbox/bench/measure.ts';
import { median, percentile } from '../../../src/sandbox/bench/statistics.ts';
import { tableOf } from '../../../src/sandbox/bench/table.ts';

const measure: Measure = { name: 'a check', figure: 99.6, unit: 'ms', target: null, detail: '' };

it('prints a line for each measure, with its figure, its target and whether it is met', () => {
  const text = tableOf([
    { ...measure, target: { kind: 'under', limit: 250 }, detail: 'median of 5' },
    {
      ...measure,
      name: 'over the slowest',
      figure: 1.0996,
      unit: 'ratio',
      target: { kind: 'under', limit: 1.1 },
    },
    { ...measure, name: 'told only' },
    { ...measure, name: 'asked', figure: 8, unit: 'requests', target: { kind: 'at-most', limit: 8 } },
    { ...measure, name: 'held', figure: 350.4, unit: 'MB', target: { kind: 'under', limit: 350 } },
  ]);

  expect(text.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    ['measure', 'figure', 'target', 'made of'],
    expect.any(Array),
    ['a check', '100 ms', '< 250 ms', 'ok', 'median of 5'],
    ['over the slowest', '1.100', '< 1.100', 'over'],
    ['told only', '100 ms'],
    ['asked', '8', '≤ 8', 'ok'],
    ['held', '350 MB', '< 350 MB', 'over'],
  ]);
});

describe('a target is judged on the figure that is shown', () => {
  it.each([
    { kind: 'under', figure: 149.4, expected: true },
    { kind: 'under', figure: 149.6, expected: false },
    { kind: 'at-most', figure: 150.4, expected: true },
    { kind: 'at-most', figure: 150.6, expected: false },
  ] as const)('$figure, $kind 150', ({ kind, figure, expected }) => {
    expect(isMet({ ...measure, figure, target: { kind, limit: 150 } })).toBe(expected);
  });
});

it('a strict bench fails for what is over its target, and for nothing that is told only', () => {
  const target = { kind: 'under', limit: 150 } as const;
  const [met, over, told] = [149, 151, 151].map((figure, index) => ({
    ...measure,
    figure,
    target: index === 2 ? null : target,
  }));
  expect(missedAmong([met, over, told].flatMap((one) => one ?? []))).toEqual([over]);
});

describe('percentiles are values that were measured', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it.each([
    { share: 0.5, expected: 50 },
    { share: 0.99, expected: 99 },
    { share: 1, expected: 100 },
    { share: 0, expected: 1 },
  ])('$share of 1 to 100', ({ share, expected }) => {
    expect(percentile(hundred, share)).toBe(expected);
  });

  it('of three the middle one', () => {
    expect(median([30, 10, 20])).toBe(20);
  });

  it('of nothing there is none', () => {
    expect(() => median([])).toThrow('nothing was measured');
  });
});
