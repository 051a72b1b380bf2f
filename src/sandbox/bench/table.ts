import { isMet, type Measure } from './measure.ts';

const HEADINGS = ['measure', 'figure', 'target', '', 'made of'];
const FIGURE_COLUMN = 1;
const GAP = '  ';

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
    figureOf(figure, unit),
    target === null ? '' : `${target.kind === 'under' ? '<' : '≤'} ${figureOf(target.limit, unit)}`,
    isGood === null ? '' : isGood ? 'ok' : 'over',
    detail,
  ];
}

function figureOf(value: number, unit: Measure['unit']): string {
  switch (unit) {
    case 'ms':
      return `${Math.round(value)} ms`;
    case 'ratio':
      return value.toFixed(3);
    case 'requests':
      return String(value);
  }
}
