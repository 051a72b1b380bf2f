import { sql, type Kysely, type Transaction } from 'kysely';
import { z } from 'zod';
import { DAY_MS, type EpochMs } from '../diagnosis/time.ts';
import type { FleetRun } from '../digests/fleet-run.ts';
import { BASELINES } from './baselines.ts';
import { runOf, runRowOf } from './fleet-run-rows.ts';
import { isUuid } from './ids.ts';
import { pack, unpack } from './packed.ts';
import type { Tables } from './tables.ts';

/** The facts of one page of a run, for judging them anew under other rules. */
export type FactsPage = readonly { readonly subjectId: string; readonly facts: unknown }[];

/** The tables of runs and of their facts. */
export interface FleetRuns {
  /** Facts may be added page by page while the run is made, before it is kept. A page that is there already is replaced. */
  addFacts(runId: string, page: number, facts: FactsPage): Promise<void>;
  /**
   * From then on facts are kept of the check's newest two complete runs, and of those that a next digest is compared with: of each
   * subscription, and of whatever channel, person or terminal was told something in the last 90 days. Those of all its other runs are dropped.
   */
  keep(run: FleetRun): Promise<void>;
  find(id: string): Promise<FleetRun | null>;
  /**
   * The newest run of a check whose as-of is not before the one instant and not after the other, whether complete or not.
   * @param nowMs of whoever asks: another process may go by another clock, and its run tells of what has not happened yet
   */
  newestSince(checkId: string, sinceMs: EpochMs, nowMs: EpochMs): Promise<FleetRun | null>;
  /** The newest run of a check by as-of, which is before this instant, whether complete or not. */
  newestBefore(checkId: string, beforeMs: EpochMs): Promise<FleetRun | null>;
  newestComplete(checkId: string): Promise<FleetRun | null>;
  /** Page by page, so that not all are in memory at once. Nothing where they are not kept any more. */
  factsOf(runId: string): AsyncIterable<FactsPage>;
}

const keptFacts: z.ZodType<FactsPage> = z.array(z.object({ subjectId: z.string(), facts: z.unknown() }));

export function createFleetRuns(db: Kysely<Tables>): FleetRuns {
  const newestOf = (checkId: string) =>
    db
      .selectFrom('fleet_runs')
      .selectAll()
      .where('check_id', '=', checkId)
      .orderBy('made_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1);

  return {
    async addFacts(runId, page, facts) {
      const packed = { facts: await pack(facts) };
      await db
        .insertInto('fleet_facts')
        .values({ run_id: runId, page, ...packed })
        .onConflict((conflict) => conflict.columns(['run_id', 'page']).doUpdateSet(packed))
        .execute();
    },

    async keep(run) {
      await db.transaction().execute(async (transaction) => {
        await transaction.insertInto('fleet_runs').values(runRowOf(run)).execute();
        await dropFactsNobodyNeeds(transaction, run);
      });
    },

    async find(id) {
      if (!isUuid(id)) return null;
      const row = await db.selectFrom('fleet_runs').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : runOf(row);
    },

    async newestSince(checkId, sinceMs, nowMs) {
      const row = await newestOf(checkId)
        .where('as_of', '>=', new Date(sinceMs))
        .where('as_of', '<=', new Date(nowMs))
        .executeTakeFirst();
      return row === undefined ? null : runOf(row);
    },

    async newestBefore(checkId, beforeMs) {
      const row = await db
        .selectFrom('fleet_runs')
        .selectAll()
        .where('check_id', '=', checkId)
        .where('as_of', '<', new Date(beforeMs))
        .orderBy('as_of', 'desc')
        .orderBy('made_at', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : runOf(row);
    },

    async newestComplete(checkId) {
      const row = await newestOf(checkId).where('is_complete', '=', true).executeTakeFirst();
      return row === undefined ? null : runOf(row);
    },

    async *factsOf(runId) {
      if (!isUuid(runId)) return;
      for (let last = -1; ;) {
        const row = await db
          .selectFrom('fleet_facts')
          .select(['page', 'facts'])
          .where('run_id', '=', runId)
          .where('page', '>', last)
          .orderBy('page')
          .limit(1)
          .executeTakeFirst();
        if (row === undefined) return;
        yield keptFacts.parse(await unpack(row.facts));
        last = row.page;
      }
    },
  };
}

/** Who has not asked for so long is told that a difference may come of the rules: facts are large. */
const UNSUBSCRIBED_MS = 90 * DAY_MS;

/** Facts are there to judge a baseline anew, and only complete runs are ever one. */
async function dropFactsNobodyNeeds(
  transaction: Transaction<Tables>,
  { checkId, madeAtMs }: FleetRun,
): Promise<void> {
  await sql`
    delete from fleet_facts
    where run_id in (select id from fleet_runs where check_id = ${checkId})
      and run_id not in (
        select id from fleet_runs
        where check_id = ${checkId} and is_complete
        order by made_at desc, id desc
        limit 2
      )
      and run_id not in (
        select run_id from ${BASELINES} as baseline
        where is_subscribed or made_at >= ${new Date(madeAtMs - UNSUBSCRIBED_MS)}
      )
  `.execute(transaction);
}
