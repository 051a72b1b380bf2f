import { sql, type Kysely, type Transaction } from 'kysely';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Mute } from '../digests/digest.ts';
import { keepableText } from './free-text.ts';
import type { Tables } from './tables.ts';

/** The table of mutes. Why somebody muted is kept masked and cut: see `keepableText`. */
export interface Mutes {
  /** A newer one takes the place of an older one of the same subject; the older is kept as history. */
  add(mute: Mute): Promise<void>;
  /** Ends it. @returns whether there was one whose time was not up */
  end(checkId: string, subjectId: string, atMs: EpochMs): Promise<boolean>;
  /** Those in force at an instant, by subject, also where somebody has ended them since. */
  activeAt(checkId: string, nowMs: EpochMs): Promise<readonly Mute[]>;
}

export function createMutes(db: Kysely<Tables>): Mutes {
  return {
    async add({ checkId, subjectId, untilMs, byUserId, why, atMs }) {
      await db.transaction().execute(async (transaction) => {
        // Two at once would both find no older one to end.
        await sql`select pg_advisory_xact_lock(hashtextextended(${`mute ${checkId} ${subjectId}`}, 0))`.execute(
          transaction,
        );
        await endStanding(transaction, checkId, subjectId, atMs);
        await transaction
          .insertInto('mutes')
          .values({
            check_id: checkId,
            subject_id: subjectId,
            until_at: new Date(untilMs),
            by_user_id: byUserId,
            why: keepableText(why) ?? '',
            at: new Date(atMs),
            ended_at: null,
          })
          .execute();
      });
    },

    async end(checkId, subjectId, atMs) {
      const ended = await endStanding(db, checkId, subjectId, atMs);
      return ended.some((until) => until.getTime() > atMs);
    },

    async activeAt(checkId, nowMs) {
      const rows = await db
        .selectFrom('mutes')
        .selectAll()
        .where('check_id', '=', checkId)
        .where('at', '<=', new Date(nowMs))
        .where('until_at', '>', new Date(nowMs))
        .where((or) => or.or([or('ended_at', 'is', null), or('ended_at', '>', new Date(nowMs))]))
        .orderBy('subject_id')
        .execute();
      return rows.map((row) => ({
        checkId: row.check_id,
        subjectId: row.subject_id,
        untilMs: row.until_at.getTime(),
        byUserId: row.by_user_id,
        why: row.why,
        atMs: row.at.getTime(),
        ...(row.ended_at === null ? {} : { endedAtMs: row.ended_at.getTime() }),
      }));
    },
  };
}

/** @returns until when those that it ended would have held */
async function endStanding(
  db: Kysely<Tables> | Transaction<Tables>,
  checkId: string,
  subjectId: string,
  atMs: EpochMs,
): Promise<readonly Date[]> {
  const ended = await db
    .updateTable('mutes')
    .set({ ended_at: new Date(atMs) })
    .where('check_id', '=', checkId)
    .where('subject_id', '=', subjectId)
    .where('ended_at', 'is', null)
    .returning('until_at')
    .execute();
  return ended.map(({ until_at: until }) => until);
}
