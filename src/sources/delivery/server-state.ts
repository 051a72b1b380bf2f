import { z } from 'zod';
import type { Query } from './delivery-database.ts';

/** What kind of server answers, and how far behind its primary it is. */
export interface ServerState {
  readonly isReplica: boolean;
  /** 0 for a primary; null for a replica that does not tell. */
  readonly lagMs: number | null;
}

/**
 * A replica that has replayed all that its WAL receiver got is up to date, however long nothing was written. Otherwise it is as old as
 * the newest transaction that it replayed. Reckoned by the database's own clock, which need not agree with ours.
 */
const SERVER_STATE_SQL = `select
  pg_is_in_recovery() as is_replica,
  case
    when not pg_is_in_recovery() then 0
    when exists (select from pg_stat_wal_receiver where status is null or status = 'streaming')
      and pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() then 0
    else extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())::float8 * 1000
  end as lag_ms`;

const serverState = z
  .object({ is_replica: z.boolean(), lag_ms: z.number().nullable() })
  .transform(({ is_replica, lag_ms }) => ({
    isReplica: is_replica,
    // The primary's clock, which dates transactions, may be ahead.
    lagMs: lag_ms === null ? null : Math.max(0, Math.round(lag_ms)),
  }));

/** Asks in the transaction of the query. */
export async function readServerState(query: Query): Promise<ServerState> {
  const { rows } = await query(SERVER_STATE_SQL);
  return serverState.parse(rows[0]);
}
