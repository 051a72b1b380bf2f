import type { QueryResult } from 'pg';
import type { z } from 'zod';
import { lacksZone } from '../../checks/instant.ts';
import type { RowsAnswer, Statement } from '../../checks/questions.ts';
import type { Problem } from '../../diagnosis/reading.ts';
import { SourceError } from '../../errors.ts';
import { expectationOf } from '../expectation.ts';
import { TYPES_WITHOUT_ZONE } from './type-parsers.ts';

/** Parses a statement's rows. Throws a SourceError that names the column which is not as it should be. */
export function parseRows<Row>(statement: Statement<Row>, result: QueryResult<object>): readonly Row[] {
  const withoutZone = result.fields.find(({ dataTypeID }) => TYPES_WITHOUT_ZONE.has(dataTypeID));
  if (withoutZone !== undefined) {
    throw new SourceError(timeWithoutZone(`${statement.name}.${withoutZone.name}`));
  }
  return result.rows.map((row) => {
    const parsed = statement.row.safeParse(row);
    if (parsed.success) return parsed.data;
    throw new SourceError(problemOfRow(statement, row, parsed.error), { cause: parsed.error });
  });
}

/** Keeps each statement's rows. */
export class ParsedRows implements RowsAnswer {
  readonly #rows = new Map<unknown, readonly unknown[]>();

  keep<Row>(statement: Statement<Row>, rows: readonly Row[]): void {
    this.#rows.set(statement, rows);
  }

  rowsOf<Row>(statement: Statement<Row>): readonly Row[] {
    const rows = this.#rows.get(statement);
    if (rows === undefined) throw new Error(`The statement "${statement.name}" was not asked.`);
    if (!this.#areOf(statement, rows)) throw new Error(`The rows are not those of "${statement.name}".`);
    return rows;
  }

  /** True by construction: `keep` takes rows with the statement whose schema made them. */
  #areOf<Row>(statement: Statement<Row>, rows: readonly unknown[]): rows is readonly Row[] {
    return this.#rows.get(statement) === rows;
  }
}

/** Says which column should be what, never what stood there. */
function problemOfRow(statement: Statement<unknown>, row: object, error: z.ZodError): Problem {
  const [issue] = error.issues;
  const names = issue?.path.filter((part) => typeof part === 'string') ?? [];
  const path = [statement.name, ...names].join('.');
  if (issue !== undefined && lacksZone(issue)) return timeWithoutZone(path);
  const [column] = names;
  const isAbsent = column !== undefined && !(column in row);
  const params = { path, expected: expectationOf(issue), ...(isAbsent ? { absent: column } : {}) };
  return { code: 'wrong-shape', params };
}

function timeWithoutZone(column: string): Problem {
  return { code: 'time-without-zone', params: { column } };
}
