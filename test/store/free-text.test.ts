import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepableText } from '../../src/store/free-text.ts';

describe('what a person wrote', () => {
  it.each([
    ['alder@duke.example', '•••@duke.example'],
    ['ask Alder.Birch+portal@mail.duke.example, please', 'ask •••@mail.duke.example, please'],
    ['(alder@duke.example) and beech@duke.example.', '(•••@duke.example) and •••@duke.example.'],
    ["o'cedar@duke.example", '•••@duke.example'],
    ['<mailto:alder@duke.example|alder@duke.example>', '<mailto:•••@duke.example|•••@duke.example>'],
    ['https://admin.example/?to=alder%40duke.example', 'https://admin.example/•••%40duke.example'],
    ['ålder@düke.example', '•••@düke.example'],
    ['alder＠duke.example', '•••＠duke.example'],
    ['alder@beech@duke.example', '•••@•••@duke.example'],
    ['alder﹫duke.example', '•••﹫duke.example'],
    ['ask "Alder Birch"@duke.example', 'ask •••@duke.example'],
    ['alder@localhost', '•••@localhost'],
    ['alder@[192.0.2.1]', '•••@[192.0.2.1]'],
  ])('keeps nobody’s address: %s', (written, kept) => {
    expect(keepableText(written)).toBe(kept);
  });

  it.each([
    'it was the @on-call that sent it',
    'due @ 11:00',
    'the link works: https://portal.example/a?b=c%20d',
  ])('is kept as it is where it holds none: %s', (written) => {
    expect(keepableText(written)).toBe(written);
  });

  it('is kept whole where half of a character is in it, which no database takes', () => {
    expect(keepableText('a\ud800b')).toBe('a\ufffdb');
  });

  it('is cut after 500 characters, and never in the midst of one', () => {
    expect(keepableText('🧾'.repeat(500))).toBe('🧾'.repeat(500));
    expect(keepableText('🧾'.repeat(501))).toBe(`${'🧾'.repeat(499)}…`);
  });

  it('is masked before it is cut: no half of an address stays', () => {
    const written = `${'a'.repeat(490)} alder.birch@duke.example`;
    expect(keepableText(written)).toBe(`${'a'.repeat(490)} •••@duke…`);
  });

  it.each([null, '', ' \n ', '\0'])('is nothing where nothing was said: %j', (written) => {
    expect(keepableText(written)).toBeNull();
  });

  it('never holds what stood before an "@", whatever stands around it', () => {
    const around = fc.string({ unit: fc.constantFrom(' ', 'a', '@', '<', '%40', 'ß', '"', '.', '🧾') });
    fc.assert(
      fc.property(around, around, (before, after) => {
        expect(keepableText(`${before} beech@duke.example ${after}`)).not.toContain('beech');
      }),
    );
  });

  it('is read in time even where it is one endless word', () => {
    expect(keepableText('a'.repeat(500_000))).toHaveLength(500);
    expect(keepableText('a%40'.repeat(100_000))).toBe('•••%40a%40');
  });
});
