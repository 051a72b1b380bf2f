import { describe, expect, it } from 'vitest';
import { instant, lacksZone } from '../../src/checks/instant.ts';

describe('an instant from a database', () => {
  it.each([
    ['2025-07-21T11:04:00-07:00'],
    ['2025-07-21 18:04:00+00'],
    ['2025-07-21T18:04:00Z'],
    ['2025-07-21T18:04:00.000999+00:00'],
    ['2025-07-21 23:34:00+0530'],
  ])('is the same however its zone is written: %s', (text) => {
    expect(instant.parse(text)).toBe(Date.UTC(2025, 6, 21, 18, 4));
  });

  it.each([['2025-07-21T11:04:00'], ['2025-07-21 11:04:00.5']])('is refused without a zone: %s', (text) => {
    const [issue] = instant.safeParse(text).error?.issues ?? [];
    expect(issue !== undefined && lacksZone(issue)).toBe(true);
  });

  it.each([['infinity'], ['2025-07-21'], [''], ['21.7.2025 11:04:00+00'], ['2025-13-45T99:00:00Z']])(
    'is refused as no time at all: "%s"',
    (text) => {
      const [issue] = instant.safeParse(text).error?.issues ?? [];
      expect(issue).toBeDefined();
      expect(issue !== undefined && lacksZone(issue)).toBe(false);
    },
  );
});
