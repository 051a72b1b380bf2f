import { types, type FieldDef } from 'pg';
import type { Statement } from '../../checks/questions.ts';
import type { DoctorFact, ShownValue } from '../../diagnosis/doctor-facts.ts';
import type { Problem } from '../../diagnosis/reading.ts';
import { problemOf } from '../http-problems.ts';
import type { Examination } from '../source.ts';
import type { DeliveryDatabase } from './delivery-database.ts';
import { parseRows } from './rows.ts';

const { builtins } = types;

/** Columns of these types hold no name and no address. */
const PLAIN_TYPES: ReadonlySet<number> = new Set([
  builtins.BOOL,
  builtins.INT2,
  builtins.INT4,
  builtins.INT8,
  builtins.NUMERIC,
  builtins.FLOAT8,
  builtins.DATE,
  builtins.TIMESTAMP,
  builtins.TIMESTAMPTZ,
  builtins.UUID,
]);

/** Text columns whose values are words of the application's settings. */
const PLAIN_COLUMNS: ReadonlySet<string> = new Set(['kind', 'email_cadence']);

/**
 * Shows the first row of a statement column by column, and whether the check can read it. Text is shown by its length, lists by theirs:
 * names and addresses stay where they are.
 */
export async function sampleRow(
  database: DeliveryDatabase,
  statement: Statement<unknown>,
  signal: AbortSignal,
): Promise<Examination> {
  const startedAtMs = performance.now();
  let facts: readonly DoctorFact[] = [];
  let problem: Problem | null = null;
  try {
    await database.read(signal, async (query) => {
      const result = await query(statement.sql, statement.params);
      const [row] = result.rows;
      const values = new Map(Object.entries(row ?? {}));
      facts =
        row === undefined ? [] : result.fields.map((field) => columnFact(field, values.get(field.name)));
      parseRows(statement, result);
    });
  } catch (error) {
    problem = problemOf(error);
  }
  return { facts, problem, elapsedMs: Math.round(performance.now() - startedAtMs) };
}

function columnFact(field: FieldDef, value: unknown): DoctorFact {
  return { code: 'delivery-column', params: { column: field.name, shown: shownOf(field, value) } };
}

function shownOf({ name, dataTypeID }: FieldDef, value: unknown): ShownValue {
  if (value === null || value === undefined) return { kind: 'null' };
  if (Array.isArray(value)) return { kind: 'list', entries: value.length };
  if (typeof value === 'object') return { kind: 'object' };
  if (PLAIN_TYPES.has(dataTypeID) || PLAIN_COLUMNS.has(name)) {
    return { kind: 'plain', json: JSON.stringify(value) };
  }
  return typeof value === 'string' ? { kind: 'text', characters: value.length } : { kind: 'withheld' };
}
