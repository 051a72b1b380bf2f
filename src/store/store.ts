import { sql, type Kysely } from 'kysely';
import type { PostgresAddress } from '../postgres-connection.ts';
import { createAudit, type Audit } from './audit.ts';
import { isReachable, openDatabase } from './database.ts';
import { createDiagnoses, type Diagnoses } from './diagnoses.ts';
import { createFeedback, type Feedback } from './feedback.ts';
import { migrate, requireCurrentSchema, schemaState } from './migrate.ts';
import { createObservations, type Observations } from './observations.ts';
import { createPreferences, type Preferences } from './preferences.ts';
import { createRequests, type Requests } from './requests.ts';
import { purge, type Purged, type RetentionLimits } from './retention.ts';
import type { Tables } from './tables.ts';

/** The bot's own database. Every method rejects with the error of the database, which holds no name and no address. */
export interface Store {
  readonly diagnoses: Diagnoses;
  readonly observations: Observations;
  readonly audit: Audit;
  readonly feedback: Feedback;
  readonly preferences: Preferences;
  readonly requests: Requests;
  /** Prepares the database; tells what it applied. Throws a ConfigurationError where a newer version has prepared it. */
  migrate(): Promise<readonly string[]>;
  /** Throws a ConfigurationError where the database is newer than this version, or was not prepared for it yet. */
  requireCurrentSchema(): Promise<void>;
  /** Removes what is older than it may be kept. */
  purge(limits: RetentionLimits): Promise<Purged>;
  isReachable(): Promise<boolean>;
  /** What `doctor` shows. */
  examine(): Promise<readonly { readonly name: string; readonly value: string }[]>;
  close(): Promise<void>;
}

/** Connects when it is first used. Throws a ConfigurationError where the URL cannot be read. */
export function openStore(address: PostgresAddress): Store {
  const db = openDatabase(address);
  return {
    diagnoses: createDiagnoses(db),
    observations: createObservations(db),
    audit: createAudit(db),
    feedback: createFeedback(db),
    preferences: createPreferences(db),
    requests: createRequests(db),
    migrate: () => migrate(db),
    requireCurrentSchema: () => requireCurrentSchema(db),
    purge: (limits) => purge(db, limits),
    isReachable: () => isReachable(db),
    examine: () => examine(db),
    close: () => db.destroy(),
  };
}

async function examine(db: Kysely<Tables>): ReturnType<Store['examine']> {
  const { rows } = await sql<{ version: string; role: string; may_create: boolean }>`
    select
      current_setting('server_version') as version,
      current_user as role,
      has_schema_privilege(current_schema(), 'create') as may_create
  `.execute(db);
  const { pending, unknown } = await schemaState(db);
  const facts = [
    { name: 'version', value: `PostgreSQL ${rows[0]?.version}` },
    { name: 'role', value: rows[0]?.role ?? 'unknown' },
    {
      name: 'rights',
      value: rows[0]?.may_create === true ? 'may prepare its tables' : 'may not prepare its tables',
    },
  ];
  if (unknown.length > 0)
    return [...facts, { name: 'schema', value: `newer than this version: ${unknown.join(', ')}` }];
  if (pending.length > 0)
    return [...facts, { name: 'schema', value: 'not up to date: run "portal-check migrate"' }];
  return [
    ...facts,
    { name: 'schema', value: 'up to date' },
    { name: 'kept diagnoses', value: await countOf(db, 'diagnoses') },
    { name: 'kept feedback', value: await countOf(db, 'feedback') },
  ];
}

async function countOf(db: Kysely<Tables>, table: keyof Tables): Promise<string> {
  const { count } = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
