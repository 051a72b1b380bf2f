import { printable } from './printable.ts';

/** What a spreadsheet would take for a formula, also behind space that it strips. */
const FORMULA = /^(?:[\t\r]|\s*[=+\-@])/u;
const NEEDS_QUOTES = /[",\r\n]/u;

/**
 * One line of CSV, with its end: quoted as in RFC 4180. Text from outside can neither become a formula in a spreadsheet, for such cells
 * begin with an apostrophe, nor move the cursor of a terminal.
 */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

function csvCell(text: string): string {
  const shown = printable(text);
  const harmless = FORMULA.test(text) || FORMULA.test(shown) ? `'${shown}` : shown;
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
