import { isMet, type Measure } from './measure.ts';

const HEADINGS = ['measure', 'figure', 'target', '', 'made of'];
const FIGURE_COLUMN = 1;
const GAP = '  ';
const SHOWN: Readonly<Record<Measure['unit'], (value: number) => string>> = {
  ms: (value) => `${Math.round(value)} ms`,
  ratio: (value) => value.toFixed(3),
  requests: String,
  MB: (value) => `${Math.round(value)} MB`,
};

/** The figures as plain text, a line each. */
export function tableOf(measures: readonly Measure[]): string {
  const rows = [HEADINGS, ...measures.map(rowOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lineOf = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === FIGURE_COLUMN ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join(GAP)
      .trimEnd();
  const [headings = '', ...lines] = rows.map(lineOf);
  return [headings, widths.map((width) => '-'.repeat(width)).join(GAP), ...lines].join('\n');
}

function rowOf(measure: Measure): string[] {
  const { name, figure, unit, target, detail } = measure;
  const isGood = isMet(measure);
  return [
    name,
    SHOWN[unit](figure),
    target === null ? '' : `${target.kind === 'under' ? '<' : '≤'} ${SHOWN[unit](target.limit)}`,
    isGood === null ? '' : isGood ? 'ok' : 'over',
    detail,
  ];
}
