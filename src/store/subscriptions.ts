import { sql, type Kysely, type Selectable } from 'kysely';
import { z } from 'zod';
import type { EpochMs } from '../diagnosis/time.ts';
import type { DigestSchedule, Subscription, SubscriptionStatus } from '../digests/subscription.ts';
import { LOCALES } from '../words/locale.ts';
import { isUuid } from './ids.ts';
import { keptFilter } from './kept-json.ts';
import type { Tables } from './tables.ts';

export type { Subscription };

/** The table of subscriptions. */
export interface Subscriptions {
  /** At most one of a check in a channel with the same filter. @returns false where there is one already */
  add(subscription: Subscription): Promise<boolean>;
  find(id: string): Promise<Subscription | null>;
  /** Oldest first. @param channelId null: of all channels */
  list(channelId: string | null): Promise<readonly Subscription[]>;
  /** Active ones whose next digest is due at this instant or was before, the longest due first. */
  dueAt(nowMs: EpochMs): Promise<readonly Subscription[]>;
  /** Moves the due time on. Changes nothing where another replica has moved it already. @returns whether it was moved */
  advance(id: string, fromDueAtMs: EpochMs, toDueAtMs: EpochMs | null): Promise<boolean>;
  /** @returns whether it was there */
  setStatus(id: string, status: SubscriptionStatus, nextDueAtMs: EpochMs | null): Promise<boolean>;
  /** @returns whether it was there */
  remove(id: string): Promise<boolean>;
}

const keptSchedule: z.ZodType<DigestSchedule> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('after-slot') }),
  z.object({ kind: z.literal('cron'), cron: z.string(), timeZone: z.string() }),
]);

const keptStatus: z.ZodType<SubscriptionStatus> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('active') }),
  z.object({
    kind: z.literal('paused'),
    reason: z.enum(['by-person', 'channel-shared', 'channel-closed']),
    byUserId: z.string().nullable(),
    atMs: z.number(),
  }),
]);

const IS_ACTIVE = sql<boolean>`status ->> 'kind' = 'active'`;

const keptLocale = z.enum(LOCALES);
const keptQuiet = z.enum(['each-time', 'weekly']);

export function createSubscriptions(db: Kysely<Tables>): Subscriptions {
  return {
    async add(subscription) {
      const added = await db
        .insertInto('subscriptions')
        .values({
          id: subscription.id,
          check_id: subscription.checkId,
          channel_id: subscription.channelId,
          schedule: JSON.stringify(subscription.schedule),
          filter: JSON.stringify(subscription.filter),
          filter_key: filterKeyOf(subscription.filter),
          locale: subscription.locale,
          quiet: subscription.quiet,
          status: JSON.stringify(subscription.status),
          created_by_user_id: subscription.createdByUserId,
          created_at: new Date(subscription.createdAtMs),
          next_due_at: dateOf(subscription.nextDueAtMs),
        })
        .onConflict((conflict) => conflict.columns(['check_id', 'channel_id', 'filter_key']).doNothing())
        .returning('id')
        .executeTakeFirst();
      return added !== undefined;
    },

    async find(id) {
      if (!isUuid(id)) return null;
      const row = await db.selectFrom('subscriptions').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : subscriptionOf(row);
    },

    async list(channelId) {
      const rows = await db
        .selectFrom('subscriptions')
        .selectAll()
        .$if(channelId !== null, (query) => query.where('channel_id', '=', channelId))
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(subscriptionOf);
    },

    async dueAt(nowMs) {
      const rows = await db
        .selectFrom('subscriptions')
        .selectAll()
        .where(IS_ACTIVE)
        .where('next_due_at', '<=', new Date(nowMs))
        .orderBy('next_due_at')
        .orderBy('id')
        .execute();
      return rows.map(subscriptionOf);
    },

    async advance(id, fromDueAtMs, toDueAtMs) {
      if (!isUuid(id)) return false;
      const moved = await db
        .updateTable('subscriptions')
        .set({ next_due_at: dateOf(toDueAtMs) })
        .where('id', '=', id)
        .where('next_due_at', '=', new Date(fromDueAtMs))
        .executeTakeFirst();
      return moved.numUpdatedRows > 0n;
    },

    async setStatus(id, status, nextDueAtMs) {
      if (!isUuid(id)) return false;
      const changed = await db
        .updateTable('subscriptions')
        .set({ status: JSON.stringify(status), next_due_at: dateOf(nextDueAtMs) })
        .where('id', '=', id)
        .executeTakeFirst();
      return changed.numUpdatedRows > 0n;
    },

    async remove(id) {
      if (!isUuid(id)) return false;
      const removed = await db.deleteFrom('subscriptions').where('id', '=', id).executeTakeFirst();
      return removed.numDeletedRows > 0n;
    },
  };
}

/** Neither the order of the traits nor that of their values means anything. */
function filterKeyOf(filter: Subscription['filter']): string {
  const traits = Object.entries(filter).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(traits.map(([trait, values]) => [trait, [...new Set(values)].toSorted()]));
}

function dateOf(atMs: EpochMs | null): Date | null {
  return atMs === null ? null : new Date(atMs);
}

function subscriptionOf(row: Selectable<Tables['subscriptions']>): Subscription {
  return {
    id: row.id,
    checkId: row.check_id,
    channelId: row.channel_id,
    schedule: keptSchedule.parse(row.schedule),
    filter: keptFilter.parse(row.filter),
    locale: keptLocale.parse(row.locale),
    quiet: keptQuiet.parse(row.quiet),
    status: keptStatus.parse(row.status),
    createdByUserId: row.created_by_user_id,
    createdAtMs: row.created_at.getTime(),
    nextDueAtMs: row.next_due_at?.getTime() ?? null,
  };
}
