import { sql, type Kysely, type Transaction } from 'kysely';
import type { SeenValue } from '../checks/report.ts';
import type { Observation } from '../checks/subjects.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Tables } from './tables.ts';

/** The table of values that sources overwrite: their history, as far as the bot has seen it. */
export interface Observations {
  /** Keeps the values that differ from the last ones seen of the subject. */
  record(checkId: string, subjectId: string, seen: readonly Observation[], seenAtMs: EpochMs): Promise<void>;
  /** The same for many subjects, each named once: a page of a whole fleet. */
  recordAll(checkId: string, subjects: readonly SubjectSeen[], seenAtMs: EpochMs): Promise<void>;
  /** Oldest first. */
  historyOf(checkId: string, subjectId: string): Promise<readonly SeenValue[]>;
}

/** The values that were seen of one subject. */
export interface SubjectSeen {
  readonly subjectId: string;
  readonly seen: readonly Observation[];
}

export function createObservations(db: Kysely<Tables>): Observations {
  return {
    async record(checkId, subjectId, seen, seenAtMs) {
      if (seen.length === 0) return;
      await db.transaction().execute(async (transaction) => {
        await lock(transaction, 'shared', checkId);
        // Two checks of one subject at once would both find the same change.
        await lock(transaction, 'exclusive', `${checkId} ${subjectId}`);
        await insertChanges(transaction, checkId, [{ subjectId, seen }], seenAtMs);
      });
    },

    async recordAll(checkId, subjects, seenAtMs) {
      if (subjects.every(({ seen }) => seen.length === 0)) return;
      await db.transaction().execute(async (transaction) => {
        // A lock for each subject would be too many: no other one of the check is recorded meanwhile.
        await lock(transaction, 'exclusive', checkId);
        await insertChanges(transaction, checkId, subjects, seenAtMs);
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

/** Waits until nobody holds what goes by this name, and holds it until the transaction ends; those that share it do not wait for one another. */
async function lock(
  transaction: Transaction<Tables>,
  kind: 'shared' | 'exclusive',
  name: string,
): Promise<void> {
  const take = sql.raw(kind === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock');
  await sql`select ${take}(hashtextextended(${`observations ${name}`}, 0))`.execute(transaction);
}

async function insertChanges(
  transaction: Transaction<Tables>,
  checkId: string,
  subjects: readonly SubjectSeen[],
  seenAtMs: EpochMs,
): Promise<void> {
  const all = subjects.flatMap(({ subjectId, seen }) => seen.map((one) => ({ subjectId, ...one })));
  await sql`
    insert into observations (check_id, subject_id, field, value, seen_at)
    select ${checkId}, seen.subject_id, seen.field, seen.value, ${new Date(seenAtMs)}
    from unnest(
      ${all.map(({ subjectId }) => subjectId)}::text[],
      ${all.map(({ field }) => field)}::text[],
      ${all.map(({ value }) => value)}::text[]
    ) with ordinality as seen (subject_id, field, value, place)
    where seen.value is distinct from (
      select last.value
      from observations as last
      where last.check_id = ${checkId} and last.subject_id = seen.subject_id and last.field = seen.field
      order by last.id desc
      limit 1
    )
    order by seen.place
  `.execute(transaction);
}
