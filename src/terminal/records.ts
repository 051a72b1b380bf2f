import { csvRow } from '../words/csv.ts';
import { printableJson } from '../words/printable.ts';
import type { Write } from './write.ts';

/** One kind of records, printed one by one: as lines of CSV under a header, or as one array of JSON. */
export interface RecordPrinter<Entry> {
  readonly columns: readonly string[];
  /** One text a column. */
  readonly cells: (entry: Entry) => readonly string[];
  readonly json: (entry: Entry) => object;
}

/**
 * Prints records page by page, so that no more than one page is held.
 * @param pages are not asked for any further where nobody reads on
 * @returns how many records there were
 */
export async function printRecords<Entry>(
  pages: AsyncIterable<readonly Entry[]>,
  { columns, cells, json }: RecordPrinter<Entry>,
  format: 'csv' | 'json',
  write: Write,
): Promise<number> {
  let count = 0;
  if (format === 'csv') await write(csvRow(columns));
  for await (const page of pages) {
    const lines = page.map((entry, index) =>
      format === 'csv'
        ? csvRow(cells(entry))
        : `${count + index === 0 ? '[' : ','}\n  ${printableJson(JSON.stringify(json(entry)))}`,
    );
    count += page.length;
    if (!(await write(lines.join('')))) return count;
  }
  if (format === 'json') await write(count === 0 ? '[]\n' : '\n]\n');
  return count;
}
