import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unbroken, wrapped } from '../../src/terminal/wrap.ts';

const LONG = 'word '.repeat(40).trim();

describe('a text for a terminal', () => {
  it('that fits stays one line, behind what it begins with', () => {
    expect(wrapped('a b', { first: '🔴 ', rest: '   ' })).toEqual(['🔴 a b']);
    expect(wrapped('')).toEqual(['']);
  });

  it('fills eighty columns, with the indent of each line', () => {
    const lines = wrapped(LONG, { first: '* ', rest: '    ' });
    expect(lines.map(({ length }) => length)).toEqual([76, 78, 53]);
    expect(lines.map((line) => line.slice(0, 5))).toEqual(['* wor', '    w', '    w']);
  });

  it.each([
    ['an emoji, which takes two columns', '🔴', 27],
    ['a letter of two code points, which takes one', 'e\u0301x', 27],
  ])('counts %s', (_, word, most) => {
    const [line = ''] = wrapped(`${word} `.repeat(60).trim());
    expect(line.split(' ')).toHaveLength(most);
  });

  it('is broken neither within a command, nor within what is longer than a line', () => {
    const command = 'portal-check check b8608be4-22bd-41e3-9173-fefaf19bdc50';
    expect(wrapped(`Check one of them by its id: ${unbroken(command)}`)).toEqual([
      'Check one of them by its id:',
      command,
    ]);
    expect(wrapped(`a ${'x'.repeat(99)} b`)).toEqual(['a', 'x'.repeat(99), 'b']);
  });

  it('begins no line with a dot between two things', () => {
    const things = Array.from({ length: 40 }, () => 'thing').join(' · ');
    const lines = wrapped(things);
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expect(line).toMatch(/^thing/);
  });

  it('loses no word', () => {
    const text = fc.array(fc.stringMatching(/^[^\s\0]{1,100}$/)).map((words) => words.join(' '));
    fc.assert(
      fc.property(text, (all) => {
        expect(wrapped(all).join(' ')).toBe(all);
      }),
    );
  });
});
