import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRow } from '../../src/words/csv.ts';

/** Reads one line as RFC 4180 says, without knowing how it was made. */
function cellsOf(line: string): string[] {
  const cells = [...`,${line.replace(/\n$/, '')}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",]*))/g)];
  return cells.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}

const text = fc.string({
  unit: fc.constantFrom('a', 'é', '7', ',', '"', ' ', '=', '+', '-', '@', "'", '\t', '\n', '\r'),
});

describe('a line of CSV', () => {
  it.each([
    [['a', 'b'], 'a,b\n'],
    [['', ''], ',\n'],
    [['say "no"', 'a, b'], '"say ""no""","a, b"\n'],
    [['=1+1', '+1', '-1', '@SUM(A1)', '\tx'], "'=1+1,'+1,'-1,'@SUM(A1),' x\n"],
    [['=HYPERLINK("https://evil.example","see")'], `"'=HYPERLINK(""https://evil.example"",""see"")"\n`],
    [[' =1+1', '\r=1+1'], "' =1+1,' =1+1\n"],
    [['2025-07-24T12:31:34.000Z', 'b8608be4-22bd'], '2025-07-24T12:31:34.000Z,b8608be4-22bd\n'],
    [['red\u001B[31m', 'two\nlines'], 'red [31m,two lines\n'],
  ])('of %j is %j', (cells, line) => {
    expect(csvRow(cells)).toBe(line);
  });

  it('holds as many cells as it was made of, and is one line', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (cells) => {
        const line = csvRow(cells);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(cellsOf(line)).toHaveLength(cells.length);
      }),
    );
  });

  it('gives back what was written where nothing of it is dangerous', () => {
    const harmless = text.filter((cell) => !/[\t\r\n]|^\s*[=+\-@]/.test(cell));
    fc.assert(
      fc.property(fc.array(harmless, { minLength: 1 }), (cells) => {
        expect(cellsOf(csvRow(cells))).toEqual(cells);
      }),
    );
  });

  it('never holds a cell that a spreadsheet would take for a formula', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (cells) => {
        for (const cell of cellsOf(csvRow(cells))) expect(cell).not.toMatch(/^\s*[=+\-@]|^[\t\r]/);
      }),
    );
  });
});
