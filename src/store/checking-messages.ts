import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import { asked, type Asked } from '../checks/asked.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import { LOCALES, type Locale } from '../words/locale.ts';
import type { Tables } from './tables.ts';

/** A message "checking …" that stands in Slack until its answer takes its place. */
export interface CheckingMessage {
  readonly channelId: string;
  readonly ts: string;
  /** What its answer will be about. */
  readonly asked: Asked;
  readonly requestId: string;
  readonly locale: Locale;
  /** By then a replica that lives has answered. */
  readonly dueAtMs: EpochMs;
}

/** The table of messages that say "checking …". */
export interface CheckingMessages {
  /** The first note of a message holds. */
  add(message: CheckingMessage): Promise<void>;
  remove(channelId: string, ts: string): Promise<void>;
  /** Takes those that were due before an instant, the longest due first: each is given to one replica only. */
  takeOverdue(nowMs: EpochMs, limit: number): Promise<readonly CheckingMessage[]>;
}

const keptLocale = z.enum(LOCALES);

export function createCheckingMessages(db: Kysely<Tables>): CheckingMessages {
  return {
    async add({ channelId, ts, asked: about, requestId, locale, dueAtMs }) {
      await db
        .insertInto('checking_messages')
        .values({
          channel_id: channelId,
          ts,
          asked: JSON.stringify(about),
          request_id: requestId,
          locale,
          due_at: new Date(dueAtMs),
        })
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

    async takeOverdue(nowMs, limit) {
      // What another replica is taking at this moment is passed over.
      const overdue = db
        .selectFrom('checking_messages')
        .select(['channel_id', 'ts'])
        .where('due_at', '<', new Date(nowMs))
        .orderBy('due_at')
        .limit(limit)
        .forUpdate()
        .skipLocked();
      const taken = await db
        .with('overdue', () => overdue)
        .deleteFrom('checking_messages')
        .using('overdue')
        .where(
          sql<boolean>`(checking_messages.channel_id, checking_messages.ts) = (overdue.channel_id, overdue.ts)`,
        )
        .returningAll('checking_messages')
        .execute();
      return taken
        .map((row) => ({
          channelId: row.channel_id,
          ts: row.ts,
          asked: asked.parse(row.asked),
          requestId: row.request_id,
          locale: keptLocale.parse(row.locale),
          dueAtMs: row.due_at.getTime(),
        }))
        .toSorted((one, other) => one.dueAtMs - other.dueAtMs);
    },
  };
}
