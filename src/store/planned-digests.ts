import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import type { EpochMs } from '../diagnosis/time.ts';
import { isUuid } from './ids.ts';
import type { Tables } from './tables.ts';

/**
 * What became of a planned digest. `withheld`: made, and it had nothing to tell. `skipped`: it did not take place, which the next one is to
 * report; `reported`: it has. `cancelled`: nobody wanted it any more.
 */
export const PLANNED_STATUSES = [
  'planned',
  'posted',
  'withheld',
  'skipped',
  'reported',
  'cancelled',
] as const;
export type PlannedStatus = (typeof PLANNED_STATUSES)[number];

/** A planned digest that was put off, and when it is looked at again. */
export interface WaitingLook {
  readonly subscriptionId: string;
  readonly dueAtMs: EpochMs;
  /** Which further look that is, from 1 on. */
  readonly look: number;
  readonly lookAtMs: EpochMs;
}

/** The table of planned digests. They go with their subscription. */
export interface PlannedDigests {
  /** @returns false where this very run is planned already, or there is no such subscription any more */
  plan(subscriptionId: string, dueAtMs: EpochMs): Promise<boolean>;
  /** The same of a run that does not take place. @param reason a code, as in `settle` */
  skip(subscriptionId: string, dueAtMs: EpochMs, reason: string): Promise<boolean>;
  /** Notes what became of it, also of one that nobody has planned. Nothing where there is no such subscription any more. */
  settle(
    subscriptionId: string,
    dueAtMs: EpochMs,
    status: PlannedStatus,
    reason: string | null,
  ): Promise<void>;
  statusOf(subscriptionId: string, dueAtMs: EpochMs): Promise<PlannedStatus | null>;
  /**
   * Notes that it is looked at again, also of one that nobody has planned. Nothing where it is known already what became of it, where such a
   * look or a later one is noted, or there is no such subscription any more.
   */
  putOff(look: WaitingLook): Promise<void>;
  /** The newest look that a digest was put off to, whatever has become of it; null: it never was. */
  lookAt(subscriptionId: string, dueAtMs: EpochMs): Promise<WaitingLook | null>;
  /** Of all digests of which nobody knows yet what becomes of them, the earliest first; those whose time has come too. */
  waitingLooks(): Promise<readonly WaitingLook[]>;
  /** Skipped ones that no digest has reported yet, oldest first. */
  unreported(subscriptionId: string): Promise<readonly EpochMs[]>;
  /** Notes that a digest has reported these. */
  noteReported(subscriptionId: string, dueAtMs: readonly EpochMs[]): Promise<void>;
}

const keptStatus = z.enum(PLANNED_STATUSES);

export function createPlannedDigests(db: Kysely<Tables>): PlannedDigests {
  return {
    plan: (subscriptionId, dueAtMs) => begin(db, subscriptionId, dueAtMs, 'planned', null),

    skip: (subscriptionId, dueAtMs, reason) => begin(db, subscriptionId, dueAtMs, 'skipped', reason),

    async settle(subscriptionId, dueAtMs, status, reason) {
      if (!isUuid(subscriptionId)) return;
      await sql`
        insert into planned_digests (subscription_id, due_at, status, reason)
        select id, ${new Date(dueAtMs)}, ${status}, ${reason} from subscriptions where id = ${subscriptionId} for key share
        on conflict (subscription_id, due_at) do update set status = excluded.status, reason = excluded.reason
      `.execute(db);
    },

    async statusOf(subscriptionId, dueAtMs) {
      if (!isUuid(subscriptionId)) return null;
      const row = await db
        .selectFrom('planned_digests')
        .select('status')
        .where('subscription_id', '=', subscriptionId)
        .where('due_at', '=', new Date(dueAtMs))
        .executeTakeFirst();
      return row === undefined ? null : keptStatus.parse(row.status);
    },

    async putOff({ subscriptionId, dueAtMs, look, lookAtMs }) {
      if (!isUuid(subscriptionId)) return;
      await sql`
        insert into planned_digests (subscription_id, due_at, status, look, look_at)
        select id, ${new Date(dueAtMs)}, 'planned', ${look}, ${new Date(lookAtMs)}
        from subscriptions where id = ${subscriptionId} for key share
        on conflict (subscription_id, due_at) do update set look = excluded.look, look_at = excluded.look_at
        where planned_digests.status = 'planned' and planned_digests.look < excluded.look
      `.execute(db);
    },

    async lookAt(subscriptionId, dueAtMs) {
      if (!isUuid(subscriptionId)) return null;
      const row = await looks(db)
        .where('subscription_id', '=', subscriptionId)
        .where('due_at', '=', new Date(dueAtMs))
        .executeTakeFirst();
      return row === undefined ? null : lookOf(row);
    },

    async waitingLooks() {
      const rows = await looks(db).where('status', '=', 'planned').orderBy('look_at').execute();
      return rows.map(lookOf);
    },

    async unreported(subscriptionId) {
      if (!isUuid(subscriptionId)) return [];
      const rows = await db
        .selectFrom('planned_digests')
        .select('due_at')
        .where('subscription_id', '=', subscriptionId)
        .where('status', '=', 'skipped')
        .orderBy('due_at')
        .execute();
      return rows.map(({ due_at: dueAt }) => dueAt.getTime());
    },

    async noteReported(subscriptionId, dueAtMs) {
      if (!isUuid(subscriptionId)) return;
      await sql`
        update planned_digests set status = 'reported'
        where subscription_id = ${subscriptionId} and status = 'skipped' and due_at = any(${dueAtMs.map((atMs) => new Date(atMs))})
      `.execute(db);
    },
  };
}

function looks(db: Kysely<Tables>) {
  return db
    .selectFrom('planned_digests')
    .select(['subscription_id', 'due_at', 'look', 'look_at'])
    .where('look_at', 'is not', null)
    .$narrowType<{ look_at: Date }>();
}

function lookOf(row: {
  readonly subscription_id: string;
  readonly due_at: Date;
  readonly look: number;
  readonly look_at: Date;
}): WaitingLook {
  return {
    subscriptionId: row.subscription_id,
    dueAtMs: row.due_at.getTime(),
    look: row.look,
    lookAtMs: row.look_at.getTime(),
  };
}

/** The first note of a run. @returns false where there is one already, or there is no such subscription */
async function begin(
  db: Kysely<Tables>,
  subscriptionId: string,
  dueAtMs: EpochMs,
  status: PlannedStatus,
  reason: string | null,
): Promise<boolean> {
  if (!isUuid(subscriptionId)) return false;
  const { rows } = await sql`
    insert into planned_digests (subscription_id, due_at, status, reason)
    select id, ${new Date(dueAtMs)}, ${status}, ${reason} from subscriptions where id = ${subscriptionId} for key share
    on conflict do nothing
    returning due_at
  `.execute(db);
  return rows.length > 0;
}
