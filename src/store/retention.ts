import { sql, type DeleteResult, type Kysely } from 'kysely';
import type { EpochMs } from '../diagnosis/time.ts';
import { BASELINES } from './baselines.ts';
import type { Tables } from './tables.ts';

/** Everything older goes. */
export interface RetentionLimits {
  /**
   * For diagnoses by the time they were made, with the feedback on them, and for observations; for digests, the runs that they rest on, and
   * the posts and plans that belong to them. What an active subscription's next digest is compared with stays.
   */
  readonly diagnosesBeforeMs: EpochMs;
  readonly auditBeforeMs: EpochMs;
  readonly requestsBeforeMs: EpochMs;
}

/** How many rows went. */
export type Purged = Readonly<Record<PurgedTable, number>>;

type PurgedTable =
  | 'diagnoses'
  | 'observations'
  | 'audit'
  | 'requests'
  | 'digests'
  | 'fleetRuns'
  | 'plannedDigests'
  | 'mutes'
  | 'outbox'
  | 'checkingMessages';

export async function purge(db: Kysely<Tables>, limits: RetentionLimits): Promise<Purged> {
  const keptSince = new Date(limits.diagnosesBeforeMs);
  const auditedSince = new Date(limits.auditBeforeMs);
  const requestedSince = new Date(limits.requestsBeforeMs);
  await purgeStrayFacts(db);
  return {
    diagnoses: await rowsGone(db.deleteFrom('diagnoses').where('made_at', '<', keptSince)),
    observations: await rowsGone(db.deleteFrom('observations').where('seen_at', '<', keptSince)),
    audit: await rowsGone(db.deleteFrom('audit').where('at', '<', auditedSince)),
    requests: await rowsGone(db.deleteFrom('requests').where('at', '<', requestedSince)),
    // Before the runs: a run stays as long as a digest rests on it.
    digests: await rowsGone(
      db
        .deleteFrom('digests')
        .where('made_at', '<', keptSince)
        .where(sql<boolean>`id not in (select digest_id from ${BASELINES} as baseline where is_active)`),
    ),
    fleetRuns: await purgeRuns(db, keptSince),
    plannedDigests: await rowsGone(db.deleteFrom('planned_digests').where('due_at', '<', keptSince)),
    mutes: await rowsGone(
      db.deleteFrom('mutes').where(sql<boolean>`least(ended_at, until_at) < ${keptSince}`),
    ),
    // Incidents are kept, and go on in the threads that they have.
    outbox: await rowsGone(
      db.deleteFrom('outbox').where('noted_at', '<', keptSince).where('key', 'not like', 'incident:%'),
    ),
    checkingMessages: await rowsGone(db.deleteFrom('checking_messages').where('due_at', '<', keptSince)),
  };
}

/** With the runs go their facts. */
async function purgeRuns(db: Kysely<Tables>, keptSince: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    with gone as (
      delete from fleet_runs
      where made_at < ${keptSince}
        and not exists (select from digests where digests.run_id = fleet_runs.id)
        and not exists (select from digests where digests.baseline_run_id = fleet_runs.id)
      returning id
    ), facts_gone as (
      delete from fleet_facts using gone where run_id = gone.id
    )
    select id from gone
  `.execute(db);
  return rows.length;
}

/** A run that died has left its facts and nothing else. How old they are, the server's clock says, as when they were added. */
async function purgeStrayFacts(db: Kysely<Tables>): Promise<void> {
  await sql`
    delete from fleet_facts
    where added_at < now() - interval '1 day' and not exists (select from fleet_runs where id = run_id)
  `.execute(db);
}

async function rowsGone(query: { executeTakeFirst(): Promise<DeleteResult> }): Promise<number> {
  const { numDeletedRows } = await query.executeTakeFirst();
  return Number(numDeletedRows);
}
