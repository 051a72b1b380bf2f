import { z } from 'zod';
import type { Problem } from '../../diagnosis/reading.ts';
import { problemOf } from '../http-problems.ts';
import type { Examination } from '../source.ts';
import type { DeliveryDatabase, Query } from './delivery-database.ts';
import { readServerState, type ServerState } from './server-state.ts';

/** A view that a check reads, with the columns that a team may leave out. */
export interface ExpectedView {
  /** With its schema. */
  readonly name: string;
  readonly optionalColumns: readonly string[];
}

type Fact = Examination['facts'][number];

/** Version, role and rights, replica and lag, and which views and optional columns there are: as much as could be found out. */
export async function examineDelivery(
  database: DeliveryDatabase,
  views: readonly ExpectedView[],
  signal: AbortSignal,
): Promise<Examination> {
  const startedAtMs = performance.now();
  const facts: Fact[] = [];
  let problem: Problem | null = null;
  try {
    await database.read(signal, async (query) => {
      const state = await readServerState(query);
      const answeredMs = Math.round(performance.now() - startedAtMs);
      facts.push({ name: 'first answer after', value: `${answeredMs} ms` });
      facts.push(...(await rights(query)));
      facts.push({ name: 'kind', value: kindOf(state) });
      for (const view of views) facts.push({ name: view.name, value: await columnsOf(query, view) });
    });
  } catch (error) {
    problem = problemOf(error);
  }
  return { facts, problem, elapsedMs: Math.round(performance.now() - startedAtMs) };
}

/** A role that can do more than read is no reason to fail, but one to warn: this bot needs none of it. */
const RIGHTS_SQL = `select
  current_setting('server_version') as version,
  current_user as role,
  (select rolsuper from pg_roles where rolname = current_user) as is_superuser,
  (
    select count(*)
    from pg_class as c
    join pg_namespace as n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'f')
      and n.nspname not in ('pg_catalog', 'information_schema')
      and n.nspname not like 'pg\\_%'
      and has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
  ) as writable`;

const rightsRow = z.object({
  version: z.string(),
  role: z.string(),
  is_superuser: z.boolean(),
  writable: z.number(),
});

async function rights(query: Query): Promise<Fact[]> {
  const { rows } = await query(RIGHTS_SQL);
  const { version, role, is_superuser, writable } = rightsRow.parse(rows[0]);
  const reads = 'reads only';
  const writes = `may write to ${writable} tables: give it a role that only reads`;
  const value = is_superuser
    ? 'is a superuser: give it a role that only reads'
    : writable > 0
      ? writes
      : reads;
  return [
    { name: 'version', value: `PostgreSQL ${version}` },
    { name: 'role', value: role },
    { name: 'rights', value },
  ];
}

function kindOf({ isReplica, lagMs }: ServerState): string {
  if (!isReplica) return 'primary';
  return lagMs === null
    ? 'replica that does not tell how far it has followed'
    : `replica, ${lagMs} ms behind`;
}

const COLUMNS_SQL = `select
  to_regclass($1) is not null as is_there,
  coalesce(has_table_privilege(to_regclass($1), 'SELECT'), false) as is_readable,
  coalesce(
    (select array_agg(attname::text) from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped),
    '{}'
  ) as columns`;

const columnsRow = z.object({
  is_there: z.boolean(),
  is_readable: z.boolean(),
  columns: z.array(z.string()),
});

async function columnsOf(query: Query, view: ExpectedView): Promise<string> {
  const { rows } = await query(COLUMNS_SQL, [view.name]);
  const { is_there, is_readable, columns } = columnsRow.parse(rows[0]);
  if (!is_there) return 'missing: run views.sql';
  if (!is_readable) return 'may not be read: check the grants';
  const absent = view.optionalColumns.filter((column) => !columns.includes(column));
  return absent.length === 0 ? 'found' : `found, without the optional ${absent.join(', ')}`;
}
