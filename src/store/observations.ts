import { sql, type Kysely } from 'kysely';
import type { SeenValue } from '../checks/report.ts';
import type { Observation } from '../checks/subjects.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Tables } from './tables.ts';

/** The table of values that sources overwrite: their history, as far as the bot has seen it. */
export interface Observations {
  /** Keeps the values that differ from the last ones seen of the subject. */
  record(checkId: string, subjectId: string, seen: readonly Observation[], seenAtMs: EpochMs): Promise<void>;
  /** Oldest first. */
  historyOf(checkId: string, subjectId: string): Promise<readonly SeenValue[]>;
}

export function createObservations(db: Kysely<Tables>): Observations {
  return {
    async record(checkId, subjectId, seen, seenAtMs) {
      if (seen.length === 0) return;
      await db.transaction().execute(async (transaction) => {
        // Two checks of one subject at once would both find the same change.
        await sql`select pg_advisory_xact_lock(hashtextextended(${`${checkId} ${subjectId}`}, 0))`.execute(
          transaction,
        );
        await sql`
          insert into observations (check_id, subject_id, field, value, seen_at)
          select ${checkId}, ${subjectId}, seen.field, seen.value, ${new Date(seenAtMs)}
          from unnest(
            ${seen.map(({ field }) => field)}::text[],
            ${seen.map(({ value }) => value)}::text[]
          ) as seen (field, value)
          where seen.value is distinct from (
            select last.value
            from observations as last
            where last.check_id = ${checkId} and last.subject_id = ${subjectId} and last.field = seen.field
            order by last.id desc
            limit 1
          )
        `.execute(transaction);
      });
    },

    async historyOf(checkId, subjectId) {
      const rows = await db
        .selectFrom('observations')
        .select(['field', 'value', 'seen_at'])
        .where('check_id', '=', checkId)
        .where('subject_id', '=', subjectId)
        .orderBy('id')
        .execute();
      return rows.map(({ field, value, seen_at }) => ({ field, value, seenAtMs: seen_at.getTime() }));
    },
  };
}
