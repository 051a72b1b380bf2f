import { describe, expect, it } from 'vitest';
import { createMovableClock } from '../../../src/sandbox/weeks/movable-clock.ts';

describe('a clock that can be moved', () => {
  it('runs on from wherever it was moved to', () => {
    let machineMs = 50;
    const clock = createMovableClock(1_000, () => machineMs);
    machineMs += 7;
    expect(clock.now()).toBe(1_007);
    clock.moveTo(9_000);
    expect(clock.now()).toBe(9_000);
    machineMs += 1;
    expect(clock.now()).toBe(9_001);
  });

  it('does not go back', () => {
    const clock = createMovableClock(1_000, () => 0);
    expect(() => clock.moveTo(999)).toThrow('past');
    expect(clock.now()).toBe(1_000);
  });
});
