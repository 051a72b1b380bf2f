import type { Pool } from 'pg';
import { z } from 'zod';
import { QUEUE_SCHEMA } from './queue-schema.ts';
import type { DeadLetter, JobKind, QueueState } from './queue.ts';

/** Where jobs of a kind end up that were tried as often as they may be. */
export function deadLettersOf(name: JobKind['name']): string {
  return `${name}-dead-letters`;
}

const STATES = `
  select name,
    (count(*) filter (where state in ('created', 'retry')))::int as waiting,
    (count(*) filter (where state = 'active'))::int as active
  from ${QUEUE_SCHEMA}.job
  where name = any($1)
  group by name
`;
const stateRows = z.array(z.object({ name: z.string(), waiting: z.number(), active: z.number() }));

/** As of this moment: what pg-boss itself tells of its queues is up to an hour old. */
export async function readStates(pool: Pool, kinds: readonly JobKind[]): Promise<readonly QueueState[]> {
  const { rows } = await pool.query(STATES, [kinds.flatMap(({ name }) => [name, deadLettersOf(name)])]);
  const counts = new Map(stateRows.parse(rows).map((row) => [row.name, row]));
  return kinds.map(({ name }) => ({
    name,
    waiting: counts.get(name)?.waiting ?? 0,
    active: counts.get(name)?.active ?? 0,
    deadLetters: counts.get(deadLettersOf(name))?.waiting ?? 0,
  }));
}

/** Of a failure that was thrown, pg-boss keeps the fields of the error; of one of its own, `{ value: { message } }` or `{ value: "…" }`. */
const DEAD_LETTERS = `
  select coalesce(source_id, id) as id, source_name as name, data, created_on as "failedAt",
    coalesce(source_output ->> 'message', source_output -> 'value' ->> 'message', source_output ->> 'value', 'unknown') as reason
  from ${QUEUE_SCHEMA}.job
  where name = any($1)
  order by created_on desc, id
  limit $2
`;
const deadLetterRows = z.array(
  z
    .object({ id: z.string(), name: z.string(), data: z.unknown(), failedAt: z.date(), reason: z.string() })
    .transform(({ failedAt, ...row }): DeadLetter => ({ ...row, failedAtMs: failedAt.getTime() })),
);

/** Newest first. */
export async function readDeadLetters(
  pool: Pool,
  kinds: readonly JobKind[],
  limit: number,
): Promise<readonly DeadLetter[]> {
  const { rows } = await pool.query(DEAD_LETTERS, [kinds.map(({ name }) => deadLettersOf(name)), limit]);
  return deadLetterRows.parse(rows);
}
