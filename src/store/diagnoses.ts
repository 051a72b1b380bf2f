import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { SOURCE_IDS, type ReadingSummary } from '../diagnosis/reading.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import { STATES, type State } from '../diagnosis/verdict.ts';
import { diagnosisOf, rowOf } from './diagnosis-rows.ts';
import { isUuid } from './ids.ts';
import { keptReadings } from './kept-json.ts';
import type { Tables } from './tables.ts';

/** The table of kept diagnoses. Facts come back as `unknown`: their check parses them. */
export interface Diagnoses {
  /** All or none. */
  keepAll(diagnoses: readonly Diagnosis[]): Promise<void>;
  find(id: string): Promise<Diagnosis | null>;
  /**
   * The newest diagnosis as of an instant before this one that tells how things then were: made within the hour that counts as now, and
   * with an answer of the delivery database. One of the past knows no more than what an earlier one told it.
   */
  newestBefore(checkId: string, subjectId: string, beforeMs: EpochMs): Promise<Diagnosis | null>;
  /** The diagnosis that was made last of how things then were: as of an instant at most an hour before it was made. */
  newestMade(checkId: string, subjectId: string): Promise<Diagnosis | null>;
  /** As of when the first diagnosis was that found a subject not well, since the last one that found it well; null: there is none. */
  firstNotWellAtMs(checkId: string, subjectId: string): Promise<EpochMs | null>;
  /** What somebody asked for last: of each subject of each check the newest diagnosis, for the past too. Newest first. */
  lastAskedBy(userId: string, limit: number): Promise<readonly Diagnosis[]>;
  /**
   * The subjects that are in one of these states as far as is known: of each subject of each check the diagnosis of `newestMade`, if it came to
   * such a state. Worst state first, then newest first.
   * @param limit at least 1; `total` counts those beyond it too
   */
  nowIn(states: readonly State[], options: { readonly limit: number }): Promise<DiagnosesNow>;
  /** Whom of one check `nowIn` would count, without their diagnoses. */
  idsNowIn(checkId: string, states: readonly State[]): Promise<readonly string[]>;
  /** The newest reading of each source among the diagnoses made since then, in the order of `SOURCE_IDS`. */
  newestReadings(sinceMs: EpochMs): Promise<readonly ReadingSummary[]>;
}

export interface DiagnosesNow {
  readonly diagnoses: readonly Diagnosis[];
  readonly total: number;
}

const count = z.coerce.number().int();

/** "Now" at the time it was made. A partial index says it in the same words. */
const IS_OF_NOW = sql<boolean>`made_at - as_of <= interval '1 hour'`;
const STATE = sql<string>`verdict ->> 'state'`;
const ASKED_BY = sql<string>`asker ->> 'userId'`;

/** One without an answer of the delivery database tells nothing of the state: it must not hide the last one that did. */
const TELLS_STATE = sql<boolean>`not readings @> '[{"source": "delivery", "status": "failed"}]'`;

/**
 * The ids of the newest diagnosis of now that tells the state, of every subject of every check. Leaps through the index from one subject to the next: the time it takes grows with the
 * subjects, not with all that is kept of them.
 */
const NEWEST_OF_NOW = sql<string>`
  with recursive newest as (
    (
      select id, check_id, subject_id
      from diagnoses
      where ${IS_OF_NOW} and ${TELLS_STATE}
      order by check_id, subject_id, made_at desc, id desc
      limit 1
    )
    union all
    select next.*
    from newest, lateral (
      select id, check_id, subject_id
      from diagnoses
      where ${IS_OF_NOW} and ${TELLS_STATE} and (check_id, subject_id) > (newest.check_id, newest.subject_id)
      order by check_id, subject_id, made_at desc, id desc
      limit 1
    ) as next
  )
  select id from newest
`;

export function createDiagnoses(db: Kysely<Tables>): Diagnoses {
  return {
    async keepAll(diagnoses) {
      if (diagnoses.length === 0) return;
      await db.insertInto('diagnoses').values(diagnoses.map(rowOf)).execute();
    },

    async find(id) {
      if (!isUuid(id)) return null;
      const row = await db.selectFrom('diagnoses').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : diagnosisOf(row);
    },

    async newestBefore(checkId, subjectId, beforeMs) {
      const row = await db
        .selectFrom('diagnoses')
        .selectAll()
        .where('check_id', '=', checkId)
        .where('subject_id', '=', subjectId)
        .where('as_of', '<', new Date(beforeMs))
        .where(IS_OF_NOW)
        .where(TELLS_STATE)
        .orderBy('as_of', 'desc')
        .orderBy('made_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : diagnosisOf(row);
    },

    async newestMade(checkId, subjectId) {
      const row = await db
        .selectFrom('diagnoses')
        .selectAll()
        .where('check_id', '=', checkId)
        .where('subject_id', '=', subjectId)
        .where(IS_OF_NOW)
        .orderBy('made_at', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : diagnosisOf(row);
    },

    async firstNotWellAtMs(checkId, subjectId) {
      const ofSubject = db
        .selectFrom('diagnoses')
        .where('check_id', '=', checkId)
        .where('subject_id', '=', subjectId)
        .where(IS_OF_NOW)
        .where(TELLS_STATE);
      const lastWell = ofSubject
        .where(sql<boolean>`${STATE} not in ('missing', 'partial', 'unknown')`)
        .select(sql<Date>`coalesce(max(made_at), '-infinity')`.as('at'));
      const row = await ofSubject
        .where(sql<boolean>`${STATE} in ('missing', 'partial')`)
        .where('made_at', '>', lastWell)
        .orderBy('made_at')
        .select('as_of')
        .limit(1)
        .executeTakeFirst();
      return row?.as_of.getTime() ?? null;
    },

    async lastAskedBy(userId, limit) {
      const newestOfEach = db
        .selectFrom('diagnoses')
        .select('id')
        .distinctOn(['check_id', 'subject_id'])
        .where(ASKED_BY, '=', userId)
        .orderBy('check_id')
        .orderBy('subject_id')
        .orderBy('made_at', 'desc')
        .orderBy('id', 'desc');
      const rows = await db
        .selectFrom('diagnoses')
        .selectAll()
        .where('id', 'in', newestOfEach)
        .orderBy('made_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(diagnosisOf);
    },

    async nowIn(states, { limit }) {
      const rows = await db
        .selectFrom('diagnoses')
        .selectAll()
        .select(sql<string>`count(*) over ()`.as('total'))
        .where(sql<boolean>`id in (${NEWEST_OF_NOW})`)
        .where(sql<boolean>`${STATE} = any(${[...states]}::text[])`)
        .orderBy(sql`array_position(${[...STATES]}::text[], ${STATE})`)
        .orderBy('made_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return { diagnoses: rows.map(diagnosisOf), total: count.parse(rows[0]?.total ?? 0) };
    },

    async idsNowIn(checkId, states) {
      const rows = await db
        .selectFrom('diagnoses')
        .select('subject_id')
        .where('check_id', '=', checkId)
        .where(sql<boolean>`id in (${NEWEST_OF_NOW})`)
        .where(sql<boolean>`${STATE} = any(${[...states]}::text[])`)
        .execute();
      return rows.map(({ subject_id }) => subject_id);
    },

    async newestReadings(sinceMs) {
      const { rows } = await sql<{ reading: unknown }>`
        select distinct on (reading ->> 'source') reading
        from diagnoses, jsonb_array_elements(readings) as reading
        where made_at >= ${new Date(sinceMs)}
        order by reading ->> 'source', (reading ->> 'readAtMs')::numeric desc, made_at desc
      `.execute(db);
      const readings = keptReadings.parse(rows.map(({ reading }) => reading));
      return SOURCE_IDS.flatMap((id) => readings.filter(({ source }) => source === id));
    },
  };
}
