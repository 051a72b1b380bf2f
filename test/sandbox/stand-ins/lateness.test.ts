import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { MODES } from '../../../src/sandbox/stand-ins/conditions.ts';
import { createLateness } from '../../../src/sandbox/stand-ins/lateness.ts';

const FIRST_ANSWER_MS = 8_000;
const LATE = ['slow', 'very-slow'] as const;

function upstream() {
  let nowMs = 0;
  const lateness = createLateness(FIRST_ANSWER_MS, () => nowMs);
  return {
    lateness,
    pass: (ms: number) => (nowMs += ms),
  };
}

test.each(MODES.filter((mode) => mode !== 'slow' && mode !== 'very-slow'))(
  'while %s, no answer is late',
  (mode) => {
    expect(upstream().lateness(mode)).toBe(0);
  },
);

test('slow is in time for the first answer, very slow is not', () => {
  expect(upstream().lateness('slow')).toBeLessThan(FIRST_ANSWER_MS);
  expect(upstream().lateness('very-slow')).toBeGreaterThan(FIRST_ANSWER_MS);
});

describe.each(LATE)('an upstream that is %s', (mode) => {
  const WHOLE_MS = upstream().lateness(mode);

  it('keeps a check waiting once, however many requests follow from the answers before them', () => {
    const thinkingMs = fc.array(fc.integer({ min: 0, max: 1_000 }), { maxLength: 10 });
    fc.assert(
      fc.property(thinkingMs, (pauses) => {
        const { lateness, pass } = upstream();
        let waitedMs = 0;
        for (const pauseMs of [0, ...pauses]) {
          pass(pauseMs);
          const ms = lateness(mode);
          waitedMs += ms;
          pass(ms);
        }
        expect(waitedMs).toBe(WHOLE_MS);
      }),
    );
  });

  it('answers all that was asked meanwhile at the same instant', () => {
    const { lateness, pass } = upstream();
    lateness(mode);
    pass(1_200);
    expect(lateness(mode)).toBe(WHOLE_MS - 1_200);
  });

  it('keeps the next check waiting as long', () => {
    const { lateness, pass } = upstream();
    pass(lateness(mode));
    pass(1_001);
    expect(lateness(mode)).toBe(WHOLE_MS);
  });
});
