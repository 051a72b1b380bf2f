import type { Kysely, Selectable } from 'kysely';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Tables } from './tables.ts';

/** A post that must be made once: noted before Slack is called, and again with what Slack answered. */
export interface OutboxEntry {
  readonly key: string;
  readonly channelId: string;
  readonly threadTs: string | null;
  /** When it was noted first. */
  readonly notedAtMs: EpochMs;
  /** When Slack was about to be called for it last. */
  readonly calledAtMs: EpochMs;
  /** How often Slack has been called for it and has not refused, as far as is known. */
  readonly attempts: number;
  /** Where it stands; null: nobody knows whether it does. */
  readonly postedTs: string | null;
}

/** The table of posts that must be made once. */
export interface Outbox {
  find(key: string): Promise<OutboxEntry | null>;
  /** Notes that Slack is about to be called: inserts, or counts a further attempt. @returns the entry as it is now */
  noteCall(entry: Pick<OutboxEntry, 'key' | 'channelId' | 'threadTs'>, atMs: EpochMs): Promise<OutboxEntry>;
  /** Slack refused the last call: it has posted nothing. Where no other call can have, the entry goes. */
  noteRefused(key: string): Promise<void>;
  /** Notes where it stands. The first note holds. */
  notePosted(key: string, ts: string, atMs: EpochMs): Promise<void>;
}

export function createOutbox(db: Kysely<Tables>): Outbox {
  return {
    async find(key) {
      const row = await db.selectFrom('outbox').selectAll().where('key', '=', key).executeTakeFirst();
      return row === undefined ? null : entryOf(row);
    },

    async noteCall({ key, channelId, threadTs }, atMs) {
      const row = await db
        .insertInto('outbox')
        .values({
          key,
          channel_id: channelId,
          thread_ts: threadTs,
          noted_at: new Date(atMs),
          attempts: 1,
          posted_ts: null,
          posted_at: null,
          called_at: new Date(atMs),
        })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet((eb) => ({
            attempts: eb('outbox.attempts', '+', 1),
            called_at: new Date(atMs),
          })),
        )
        .returningAll()
        .executeTakeFirstOrThrow();
      return entryOf(row);
    },

    async noteRefused(key) {
      await db.transaction().execute(async (transaction) => {
        await transaction
          .updateTable('outbox')
          .set((eb) => ({ attempts: eb('attempts', '-', 1) }))
          .where('key', '=', key)
          .where('posted_ts', 'is', null)
          .execute();
        await transaction
          .deleteFrom('outbox')
          .where('key', '=', key)
          .where('posted_ts', 'is', null)
          .where('attempts', '<=', 0)
          .execute();
      });
    },

    async notePosted(key, ts, atMs) {
      await db
        .updateTable('outbox')
        .set({ posted_ts: ts, posted_at: new Date(atMs) })
        .where('key', '=', key)
        .where('posted_ts', 'is', null)
        .execute();
    },
  };
}

function entryOf(row: Selectable<Tables['outbox']>): OutboxEntry {
  return {
    key: row.key,
    channelId: row.channel_id,
    threadTs: row.thread_ts,
    notedAtMs: row.noted_at.getTime(),
    calledAtMs: (row.called_at ?? row.noted_at).getTime(),
    attempts: row.attempts,
    postedTs: row.posted_ts,
  };
}
