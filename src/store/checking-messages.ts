import { sql, type Kysely } from 'kysely';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Tables } from './tables.ts';

/** A message "checking …" that stands in Slack until its answer takes its place. */
export interface CheckingMessage {
  readonly channelId: string;
  readonly ts: string;
  readonly requestId: string;
  readonly locale: string;
  readonly postedAtMs: EpochMs;
}

/** The table of messages that say "checking …". */
export interface CheckingMessages {
  add(message: CheckingMessage): Promise<void>;
  remove(channelId: string, ts: string): Promise<void>;
  /** Takes those that were posted before an instant: each is given to one replica only. */
  takeOlderThan(beforeMs: EpochMs, limit: number): Promise<readonly CheckingMessage[]>;
}

export function createCheckingMessages(db: Kysely<Tables>): CheckingMessages {
  return {
    async add({ channelId, ts, requestId, locale, postedAtMs }) {
      await db
        .insertInto('checking_messages')
        .values({ channel_id: channelId, ts, request_id: requestId, locale, posted_at: new Date(postedAtMs) })
        .onConflict((conflict) => conflict.columns(['channel_id', 'ts']).doNothing())
        .execute();
    },

    async remove(channelId, ts) {
      await db
        .deleteFrom('checking_messages')
        .where('channel_id', '=', channelId)
        .where('ts', '=', ts)
        .execute();
    },

    async takeOlderThan(beforeMs, limit) {
      // What another replica is taking at this moment is passed over.
      const oldest = db
        .selectFrom('checking_messages')
        .select(['channel_id', 'ts'])
        .where('posted_at', '<', new Date(beforeMs))
        .orderBy('posted_at')
        .limit(limit)
        .forUpdate()
        .skipLocked();
      const taken = await db
        .with('oldest', () => oldest)
        .deleteFrom('checking_messages')
        .using('oldest')
        .where(
          sql<boolean>`(checking_messages.channel_id, checking_messages.ts) = (oldest.channel_id, oldest.ts)`,
        )
        .returningAll('checking_messages')
        .execute();
      return taken
        .map((row) => ({
          channelId: row.channel_id,
          ts: row.ts,
          requestId: row.request_id,
          locale: row.locale,
          postedAtMs: row.posted_at.getTime(),
        }))
        .toSorted((one, other) => one.postedAtMs - other.postedAtMs);
    },
  };
}
