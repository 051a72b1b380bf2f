import type { Statement } from '../../checks/questions.ts';

const MOST_ELEMENTS = 3;

/** What was asked, short enough to be kept and read: the statements' names with their parameters, which hold ids and times only. */
export function queryText(statements: readonly Statement<unknown>[]): string {
  return statements
    .map(({ name, params }) =>
      params.length === 0
        ? name
        : `${name} with ${params.map((param, index) => `$${index + 1} = ${textOf(param)}`).join(', ')}`,
    )
    .join('\n');
}

function textOf(param: unknown): string {
  if (!Array.isArray(param)) return String(param);
  const shown = param.slice(0, MOST_ELEMENTS).map(String).join(', ');
  const more = param.length - MOST_ELEMENTS;
  return more > 0 ? `{${shown}, … ${more} more}` : `{${shown}}`;
}
