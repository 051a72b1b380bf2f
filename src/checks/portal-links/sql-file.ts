import type { Requirement } from '../../requirements.ts';

/** The file with the delivery SQL cannot be used. */
export class SqlFileError extends Error {
  override readonly name = 'SqlFileError';
  readonly requirement: Requirement;

  constructor(requirement: Requirement) {
    super(`${requirement.code} ${JSON.stringify(requirement.params)}`);
    this.requirement = requirement;
  }
}

/** A query as it is sent: with exactly the parameters that it uses. */
export interface BoundQuery {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** A line that begins a query and names it. */
const QUERY_LINE = /^-- query: *(\S+) *$/gm;

/** Reads one query of an SQL file, without its comments. Throws an SqlFileError if there is none, or an empty one. */
export function queryOf(sqlText: string, name: string): string {
  const [, ...parts] = sqlText.split(QUERY_LINE);
  const at = parts.findIndex((part, index) => index % 2 === 0 && part === name);
  const sql = at < 0 ? '' : withoutComments(parts[at + 1] ?? '');
  if (sql === '') {
    throw new SqlFileError({ code: 'query', params: { name } });
  }
  return sql;
}

/**
 * Leaves out what a query does not use, and numbers the rest anew: PostgreSQL refuses parameters that stand nowhere in a query.
 * @param params those of the file, `$1` first
 * @throws SqlFileError where a query uses one that there is none of
 */
export function bind(sql: string, params: readonly unknown[]): BoundQuery {
  const used: number[] = [];
  const renumbered = sql.replaceAll(QUOTED_OR_PARAMETER, (text, number: string | undefined) => {
    if (number === undefined) return text;
    const position = Number(number) - 1;
    if (!used.includes(position)) used.push(position);
    return `$${used.indexOf(position) + 1}`;
  });
  const unknown = used.find((position) => position >= params.length);
  if (unknown !== undefined) {
    throw new SqlFileError({ code: 'known-parameter', params: { used: unknown + 1, known: params.length } });
  }
  return { sql: renumbered, params: used.map((position) => params[position]) };
}

const QUOTED_OR_PARAMETER = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\d+)/g;
const QUOTED_OR_COMMENT = /'(?:[^']|'')*'|"(?:[^"]|"")*"|(--[^\n]*|\/\*[\s\S]*?\*\/)/g;

function withoutComments(sql: string): string {
  return sql
    .replaceAll(QUOTED_OR_COMMENT, (text, comment: string | undefined) => (comment === undefined ? text : ''))
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/\n{2,}/g, '\n')
    .replace(/;\s*$/, '')
    .trim();
}
