import type { RowsAnswer, RowsQuestion, Statement } from '../../checks/questions.ts';
import type { Problem, Reading, ReadingMeta } from '../../diagnosis/reading.ts';
import { problemOf } from '../http-problems.ts';
import type { Clock, Examination, Source } from '../source.ts';
import { createDeliveryDatabase, type DeliveryDatabaseSettings } from './delivery-database.ts';
import { examineDelivery, type ExpectedView } from './examine.ts';
import { queryText } from './query-text.ts';
import { ParsedRows, parseRows } from './rows.ts';
import { sampleRow } from './sample.ts';
import { readServerState, type ServerState } from './server-state.ts';

export interface DeliverySourceSettings extends DeliveryDatabaseSettings {
  /** A replica further behind than this is stale: its rows prove nothing. */
  readonly maxReplicaLagMs?: number;
  /** What `examine` looks for; none where the team reads with its own SQL. */
  readonly views: readonly ExpectedView[];
  readonly clock: Clock;
  /** Told of each question that failed. */
  readonly onFailure?: (error: unknown) => void;
}

export interface DeliverySource extends Source<'delivery'> {
  /** For `doctor --sample`: the columns of a statement's first row, without names and addresses. */
  sample(statement: Statement<unknown>, signal: AbortSignal): Promise<Examination>;
}

const DEFAULT_MAX_REPLICA_LAG_MS = 5 * 60_000;

/** Builds the source; opens no connection yet. Throws a ConfigurationError where the URL cannot be read. */
export function createDeliverySource(settings: DeliverySourceSettings): DeliverySource {
  const { clock, views, maxReplicaLagMs = DEFAULT_MAX_REPLICA_LAG_MS } = settings;
  const database = createDeliveryDatabase(settings);

  async function ask(question: RowsQuestion, signal: AbortSignal): Promise<Reading<RowsAnswer>> {
    const startedAtMs = performance.now();
    const metaOf = (state: ServerState | null): ReadingMeta => {
      const readAtMs = clock();
      const lagMs = state?.lagMs ?? null;
      return {
        source: 'delivery',
        window: question.window,
        readAtMs,
        // Rows are not retained for a time only, as logs are: the database sees all there is.
        reachFromMs: state === null ? null : question.window.fromMs,
        freshUntilMs: lagMs === null ? null : readAtMs - lagMs,
        query: queryText(question.statements),
        link: null,
        elapsedMs: elapsedSince(startedAtMs),
      };
    };
    try {
      const { state, data } = await database.read(signal, async (query) => {
        const state = await readServerState(query);
        const data = new ParsedRows();
        for (const statement of question.statements) {
          const result = await query(statement.sql, statement.params);
          data.keep(statement, parseRows(statement, result));
        }
        return { state, data };
      });
      const meta = metaOf(state);
      const problem = stalenessOf(state, maxReplicaLagMs);
      return problem === null
        ? { ...meta, status: 'ok', data }
        : { ...meta, status: 'truncated', problem, data };
    } catch (error) {
      if (!signal.aborted) settings.onFailure?.(error);
      return { ...metaOf(null), status: 'failed', problem: failureOf(error, signal, startedAtMs) };
    }
  }

  return {
    id: 'delivery',
    ask,
    examine: (signal) => examineDelivery(database, views, signal),
    sample: (statement, signal) => sampleRow(database, statement, signal),
    close: () => database.close(),
  };
}

function stalenessOf({ lagMs }: ServerState, maxReplicaLagMs: number): Problem | null {
  if (lagMs === null) return { code: 'replica-behind', params: {} };
  return lagMs > maxReplicaLagMs ? { code: 'replica-behind', params: { afterMs: lagMs } } : null;
}

function failureOf(error: unknown, signal: AbortSignal, startedAtMs: number): Problem {
  return signal.aborted
    ? { code: 'still-running', params: { afterMs: elapsedSince(startedAtMs) } }
    : problemOf(error);
}

function elapsedSince(startedAtMs: number): number {
  return Math.round(performance.now() - startedAtMs);
}
