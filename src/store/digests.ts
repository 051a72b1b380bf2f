import { sql, type Kysely, type Selectable } from 'kysely';
import { z } from 'zod';
import type { EpochMs } from '../diagnosis/time.ts';
import { STATES } from '../diagnosis/verdict.ts';
import type { Filter, StateCounts } from '../digests/digest.ts';
import type { DigestMemory, RememberedDigest } from '../digests/memory.ts';
import { isUuid } from './ids.ts';
import { keptFilter } from './kept-json.ts';
import type { Tables } from './tables.ts';

/** The table of digests. The runs that one rests on are kept as long as itself. */
export interface KeptDigests extends DigestMemory {
  /** The newest that was posted. */
  lastPosted(scope: string): Promise<RememberedDigest | null>;
  /** When the last complete one by the clock was made that was posted, or had nothing to tell; null: never. For metrics and `doctor`. */
  lastCompleteAtMs(): Promise<EpochMs | null>;
}

/** What it tells has reached people. `baselines.ts` says it in the same words. */
const IS_KNOWN = sql<boolean>`(was_posted or is_quiet)`;

const isOfEverybody = sql<boolean>`filter = '{}'`;

/** Whatever the order of its values. */
function isNarrowedTo(filter: Filter) {
  const asked = JSON.stringify(filter);
  return sql<boolean>`(filter @> ${asked}::jsonb and filter <@ ${asked}::jsonb)`;
}

const keptCounts: z.ZodType<StateCounts> = z.record(z.enum(STATES), z.number());

export function createKeptDigests(db: Kysely<Tables>): KeptDigests {
  const newestOf = (scope: string) =>
    db
      .selectFrom('digests')
      .selectAll()
      .where('scope', '=', scope)
      .orderBy('as_of', 'desc')
      .orderBy('made_at', 'desc')
      .orderBy('id', 'desc');

  return {
    async keep(digest) {
      await db
        .insertInto('digests')
        .values({
          id: digest.id,
          scope: digest.scope,
          check_id: digest.checkId,
          run_id: digest.runId,
          as_of: new Date(digest.asOfMs),
          is_complete: digest.isComplete,
          is_quiet: digest.isQuiet,
          counts: JSON.stringify(digest.counts),
          filter: JSON.stringify(digest.filter),
          baseline_run_id: digest.baselineRunId,
          baseline_digest_id: digest.baselineDigestId,
          told_digest_ids: [...digest.toldDigestIds],
          skipped_due_at: digest.skippedDueAtMs.map((atMs) => new Date(atMs)),
          made_at: new Date(digest.madeAtMs),
          was_posted: digest.wasPosted,
        })
        .execute();
    },

    async notePosted(id) {
      if (!isUuid(id)) return false;
      const noted = await db
        .updateTable('digests')
        .set({ was_posted: true })
        .where('id', '=', id)
        .executeTakeFirst();
      return noted.numUpdatedRows > 0n;
    },

    async find(id) {
      if (!isUuid(id)) return null;
      const row = await db.selectFrom('digests').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : digestOf(row);
    },

    async lastComplete(scope, beforeMs, filter) {
      const row = await newestOf(scope)
        .where('is_complete', '=', true)
        .where(IS_KNOWN)
        .where('as_of', '<', new Date(beforeMs))
        .where((or) => or.or([isOfEverybody, isNarrowedTo(filter)]))
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : digestOf(row);
    },

    async incompleteTold(scopes, afterMs, beforeMs) {
      if (scopes.length === 0) return [];
      const rows = await db
        .selectFrom('digests')
        .selectAll()
        .where('scope', 'in', scopes)
        .where('is_complete', '=', false)
        .where('was_posted', '=', true)
        .where('as_of', '>', new Date(afterMs))
        .where('as_of', '<', new Date(beforeMs))
        .orderBy('as_of')
        .orderBy('made_at')
        .orderBy('id')
        .execute();
      return rows.map(digestOf);
    },

    async lastPosted(scope) {
      const row = await newestOf(scope).where('was_posted', '=', true).limit(1).executeTakeFirst();
      return row === undefined ? null : digestOf(row);
    },

    async history(scope, limit, filter) {
      // A digest that could not be posted at once was made several times.
      const lastOfEachRun = db
        .selectFrom('digests')
        .select('id')
        .distinctOn('run_id')
        .where('scope', '=', scope)
        .where('is_complete', '=', true)
        .where(isNarrowedTo(filter))
        .orderBy('run_id')
        .orderBy('made_at', 'desc')
        .orderBy('id', 'desc');
      const rows = await newestOf(scope).where('id', 'in', lastOfEachRun).limit(limit).execute();
      return rows.map(digestOf).toReversed();
    },

    async lastCompleteAtMs() {
      const row = await db
        .selectFrom('digests')
        .select('made_at')
        .where('is_complete', '=', true)
        .where('scope', 'like', 'subscription:%')
        .where(IS_KNOWN)
        .orderBy('made_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.made_at.getTime() ?? null;
    },
  };
}

function digestOf(row: Selectable<Tables['digests']>): RememberedDigest {
  return {
    id: row.id,
    scope: row.scope,
    checkId: row.check_id,
    runId: row.run_id,
    asOfMs: row.as_of.getTime(),
    isComplete: row.is_complete,
    isQuiet: row.is_quiet,
    counts: keptCounts.parse(row.counts),
    filter: keptFilter.parse(row.filter),
    baselineRunId: row.baseline_run_id,
    baselineDigestId: row.baseline_digest_id,
    toldDigestIds: row.told_digest_ids,
    skippedDueAtMs: row.skipped_due_at.map((at) => at.getTime()),
    madeAtMs: row.made_at.getTime(),
    wasPosted: row.was_posted,
  };
}
