import { sql, type Kysely } from 'kysely';
import type { DoctorFact } from '../diagnosis/doctor-facts.ts';
import { schemaState } from './migrate.ts';
import type { Tables } from './tables.ts';

/** Version, role and rights, whether the schema is current, and if so how much is kept. */
export async function examineStore(db: Kysely<Tables>): Promise<readonly DoctorFact[]> {
  const { version, role, mayPrepare } = await db
    .selectNoFrom([
      sql<string>`current_setting('server_version')`.as('version'),
      sql<string>`current_user`.as('role'),
      sql<boolean>`has_schema_privilege(current_schema(), 'create')`.as('mayPrepare'),
    ])
    .executeTakeFirstOrThrow();
  const { pending, unknown } = await schemaState(db);
  const state = unknown.length > 0 ? 'newer' : pending.length > 0 ? 'outdated' : 'current';
  const facts: DoctorFact[] = [
    { code: 'version', params: { product: 'PostgreSQL', version } },
    { code: 'database-role', params: { role } },
    { code: 'store-rights', params: { mayPrepare } },
    { code: 'store-schema', params: { state, unknownMigrations: unknown } },
  ];
  if (state === 'current') {
    facts.push(
      { code: 'store-kept-diagnoses', params: { count: await countOf(db, 'diagnoses') } },
      { code: 'store-kept-feedback', params: { count: await countOf(db, 'feedback') } },
    );
  }
  return facts;
}

async function countOf(db: Kysely<Tables>, table: keyof Tables): Promise<number> {
  const { count } = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}
