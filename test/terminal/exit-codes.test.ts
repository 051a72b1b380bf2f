import { expect, it } from 'vitest';
import type { State } from '../../src/diagnosis/verdict.ts';
import { exitCodeOf } from '../../src/terminal/exit-codes.ts';

it.each<[states: State[], exitCode: number]>([
  [['on-schedule'], 0],
  [['not-expected'], 0],
  [['missing'], 10],
  [['partial'], 11],
  [['unknown'], 12],
  [['on-schedule', 'not-expected'], 0],
  [['on-schedule', 'unknown'], 12],
  [['unknown', 'partial'], 11],
  [['partial', 'unknown', 'missing', 'on-schedule'], 10],
])('%j ends with %i', (states, exitCode) => {
  const verdicts = states.map(
    (state) => ({ verdict: { code: 'x', row: 0, state, confidence: 'none' } }) as const,
  );
  expect(exitCodeOf(verdicts)).toBe(exitCode);
});
