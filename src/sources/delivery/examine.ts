import { z } from 'zod';
import type { DoctorFact, DoctorFactParams } from '../../diagnosis/doctor-facts.ts';
import type { Problem } from '../../diagnosis/reading.ts';
import { problemOf } from '../http-problems.ts';
import type { Examination } from '../source.ts';
import type { DeliveryDatabase, Query } from './delivery-database.ts';
import { readServerState } from './server-state.ts';

/** A view that a check reads, with the columns that a team may leave out. */
export interface ExpectedView {
  /** With its schema. */
  readonly name: string;
  readonly optionalColumns: readonly string[];
}

/** Version, role and rights, replica and lag, and which views and optional columns there are: as much as could be found out. */
export async function examineDelivery(
  database: DeliveryDatabase,
  views: readonly ExpectedView[],
  signal: AbortSignal,
): Promise<Examination> {
  const startedAtMs = performance.now();
  const facts: DoctorFact[] = [];
  let problem: Problem | null = null;
  try {
    await database.read(signal, async (query) => {
      const server = await readServerState(query);
      const afterMs = Math.round(performance.now() - startedAtMs);
      facts.push({ code: 'delivery-first-answer', params: { afterMs } });
      facts.push(...(await roleFacts(query)));
      facts.push({ code: 'delivery-server', params: server });
      for (const view of views) facts.push({ code: 'delivery-view', params: await examineView(query, view) });
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

async function roleFacts(query: Query): Promise<readonly DoctorFact[]> {
  const { rows } = await query(RIGHTS_SQL);
  const { version, role, is_superuser, writable } = rightsRow.parse(rows[0]);
  return [
    { code: 'version', params: { product: 'PostgreSQL', version } },
    { code: 'database-role', params: { role } },
    { code: 'delivery-rights', params: { isSuperuser: is_superuser, writableTables: writable } },
  ];
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

async function examineView(
  query: Query,
  { name: view, optionalColumns }: ExpectedView,
): Promise<DoctorFactParams['delivery-view']> {
  const { rows } = await query(COLUMNS_SQL, [view]);
  const { is_there, is_readable, columns } = columnsRow.parse(rows[0]);
  if (!is_there) return { view, state: 'missing', absentColumns: [] };
  if (!is_readable) return { view, state: 'unreadable', absentColumns: [] };
  const absentColumns = optionalColumns.filter((column) => !columns.includes(column));
  return { view, state: 'found', absentColumns };
}
