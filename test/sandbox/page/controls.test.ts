import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/sandbox/page/blocks/plain-text.ts';
import { fromLocalDateTime, toLocalDateTime } from '../../../src/sandbox/page/controls/local-date-time.ts';
import { nextIndex } from '../../../src/sandbox/page/shell/next-index.ts';

describe('a date with time', () => {
  it('comes back as the same minute', () => {
    const epochMinutes = fc.integer({ min: 0, max: 66_000_000 });
    fc.assert(
      fc.property(epochMinutes, (minutes) => {
        const text = toLocalDateTime(minutes * 60);
        expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
        // In the hour that a zone has twice, the first one is meant.
        expect([0, 1_800, 3_600, 7_200]).toContain(minutes * 60 - (fromLocalDateTime(text) ?? NaN));
      }),
    );
  });

  it('is nothing while it is half typed', () => {
    expect(fromLocalDateTime('')).toBeNull();
  });
});

describe('the arrow keys of a menu', () => {
  it('go round', () => {
    expect(['ArrowDown', 'ArrowUp', 'Home', 'End'].map((key) => nextIndex(key, 2, 3))).toEqual([0, 1, 0, 2]);
    expect(nextIndex('ArrowUp', 0, 3)).toBe(2);
  });

  it('lead nowhere in an empty one, and other keys are left alone', () => {
    expect(nextIndex('ArrowDown', -1, 0)).toBeNull();
    expect(nextIndex('a', 0, 3)).toBeNull();
  });
});

describe('the name of a control that stands beside a text', () => {
  it('is that text without markup', () => {
    expect(plainText('*Duke* &amp; _others_ · `b8608be4`\n<https://x.test|see> link_last_sent_at')).toBe(
      'Duke & others · b8608be4 see link_last_sent_at',
    );
  });
});
