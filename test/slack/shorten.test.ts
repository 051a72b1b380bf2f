import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapedLength } from '../../src/slack/escape.ts';
import { countCharacters, keepWhatFits, shortenText } from '../../src/slack/shorten.ts';
import { anyText } from './arbitraries.ts';

const sayLeftOut = (characters: number): string => ` … ${characters} more`;

describe('a text that is too long', () => {
  it('says how much was left out', () => {
    expect(shortenText('abcdefghij'.repeat(3), 20, sayLeftOut)).toBe('abcdefghij … 20 more');
  });

  it('is not cut inside a character that people see as one', () => {
    const family = '👩‍👩‍👧‍👦';
    expect(shortenText(family.repeat(10), 40, sayLeftOut)).toBe(`${family.repeat(2)} … 8 more`);
  });

  it('never is longer than allowed, and what is kept and left out is the whole', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 40, max: 400 }), (text, max) => {
        const short = shortenText(text, max, (characters) => `⟦${characters}⟧`);
        expect(escapedLength(short)).toBeLessThanOrEqual(max);
        const [, kept = text, leftOut = '0'] = /^(.*)⟦(\d+)⟧$/su.exec(short) ?? [];
        expect(text.startsWith(kept)).toBe(true);
        // Blanks at the cut are dropped; every other character is either shown or counted.
        const blanks = countCharacters(text) - countCharacters(kept) - Number(leftOut);
        expect(blanks).toBeGreaterThanOrEqual(0);
        expect(text.slice(kept.length).slice(0, blanks).trim()).toBe('');
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a list that is too long', () => {
  const pieces = [10, 10, 10, 10].map((length) => ({ length }));

  it.each([
    ['fits', { pieces: 4, characters: 40, reserve: 5 }, 4],
    [
      'has too many pieces: one makes room for the line about the rest',
      { pieces: 3, characters: 100, reserve: 5 },
      2,
    ],
    ['has too many characters: the reserve is kept free', { pieces: 9, characters: 34, reserve: 5 }, 2],
    ['has no room at all', { pieces: 9, characters: 5, reserve: 5 }, 0],
  ])('%s', (_, room, expected) => {
    const { kept, leftOut } = keepWhatFits(pieces, room);
    expect([kept.length, leftOut.length]).toEqual([expected, 4 - expected]);
  });
});
