import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import { asked, type Asked } from '../checks/asked.ts';
import { MINUTE_MS, type EpochMs } from '../diagnosis/time.ts';
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

/** One whose process has died, or could not edit it. */
export interface OverdueMessage extends CheckingMessage {
  /** What was about to take its place, or has done so already, as it was given; null: there was no answer yet. */
  readonly answer: unknown;
}

export interface ClaimedMessages {
  readonly messages: readonly OverdueMessage[];
  /** How many another version has noted, in a way that this one cannot read. */
  readonly unreadable: number;
}

/** The table of messages that say "checking …". */
export interface CheckingMessages {
  /** The first note of a message holds. */
  add(message: CheckingMessage): Promise<void>;
  /**
   * Notes what is about to take its place; the first one holds. Does nothing where the message is not noted.
   * @param answer goes through JSON
   */
  addAnswer(channelId: string, ts: string, answer: object): Promise<void>;
  remove(channelId: string, ts: string): Promise<void>;
  /**
   * Those that were due before an instant, the longest due first. Each is given to one replica only, for a minute: with `dueAtMs` at the end
   * of that it is given away again, unless it is removed by then.
   */
  claimOverdue(nowMs: EpochMs, limit: number): Promise<ClaimedMessages>;
}

/** Whoever has not edited it by then has died, or could not. */
const CLAIM_MS = MINUTE_MS;

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

    async addAnswer(channelId, ts, answer) {
      await db
        .updateTable('checking_messages')
        .set({ answer: JSON.stringify(answer) })
        .where('channel_id', '=', channelId)
        .where('ts', '=', ts)
        .where('answer', 'is', null)
        .execute();
    },

    async remove(channelId, ts) {
      await db
        .deleteFrom('checking_messages')
        .where('channel_id', '=', channelId)
        .where('ts', '=', ts)
        .execute();
    },

    async claimOverdue(nowMs, limit) {
      // What another replica is claiming at this moment is passed over.
      const overdue = db
        .selectFrom('checking_messages')
        .select(['channel_id', 'ts', 'due_at as was_due_at'])
        .where('due_at', '<', new Date(nowMs))
        .orderBy('due_at')
        .limit(limit)
        .forUpdate()
        .skipLocked();
      const claimed = await db
        .with('overdue', () => overdue)
        .updateTable('checking_messages')
        .from('overdue')
        .set({ due_at: new Date(nowMs + CLAIM_MS) })
        .where(
          sql<boolean>`(checking_messages.channel_id, checking_messages.ts) = (overdue.channel_id, overdue.ts)`,
        )
        .returningAll('checking_messages')
        .returning('overdue.was_due_at')
        .execute();
      const rows = claimed.toSorted((one, other) => one.was_due_at.getTime() - other.was_due_at.getTime());
      const messages = rows.flatMap((row) => {
        const about = asked.safeParse(row.asked);
        const locale = keptLocale.safeParse(row.locale);
        if (!about.success || !locale.success) return [];
        return [
          {
            channelId: row.channel_id,
            ts: row.ts,
            asked: about.data,
            requestId: row.request_id,
            locale: locale.data,
            dueAtMs: row.due_at.getTime(),
            answer: row.answer,
          },
        ];
      });
      return { messages, unreadable: rows.length - messages.length };
    },
  };
}
