import type { Problem } from '../../diagnosis/reading.ts';
import { SourceError } from '../../errors.ts';
import { HttpFailure } from '../http-problems.ts';
import type { LokiConnection } from './connection.ts';
import type { NsWindow } from './nanoseconds.ts';
import type { PieceOutcome } from './pieces.ts';

/** "the query time range exceeds the limit (query length: 744h0m0s, limit: 30d1h)"; some limits count bytes or series instead. */
const TOO_LONG = /query time range exceeds the limit|would read too many bytes|maximum number of series/;
/** "max entries limit per query exceeded, limit > max_entries_limit_per_query (5000 > 1000)" */
const ENTRIES_LIMIT = /max_entries_limit_per_query \(\d+ > (\d+)\)/;

/**
 * Puts the blame where it belongs: Loki and Grafana answer some refusals with a status that says something else.
 * What is no answer of theirs stays as it is.
 */
export function asLokiError(thrown: unknown, connection: LokiConnection): unknown {
  if (!(thrown instanceof SourceError)) return thrown;
  const problem = reblame(thrown, connection);
  return problem === null ? thrown : new SourceError(problem, { cause: thrown.cause });
}

function reblame(error: SourceError, { settingNames, isThroughGrafana }: LokiConnection): Problem | null {
  const { code, params } = error.problem;
  const excerpt = excerptOf(error);
  if (code === 'unauthorized' && excerpt.includes('no org id')) {
    return { code, params: { ...params, setting: settingNames.tenant } };
  }
  if (!isThroughGrafana) return null;
  if (code === 'bad-request' && excerpt.includes('Authentication to data source failed')) {
    return { code: 'unauthorized', params: { ...params, setting: settingNames.dataSource } };
  }
  return code === 'not-found' ? { code, params: { ...params, setting: settingNames.dataSource } } : null;
}

/** A visit of a piece whose failed query is an outcome, not an error. */
export function tolerantly(
  visit: (piece: NsWindow) => Promise<PieceOutcome>,
): (piece: NsWindow) => Promise<PieceOutcome> {
  return async (piece) => {
    try {
      return await visit(piece);
    } catch (error) {
      if (error instanceof SourceError) return outcomeOf(error);
      throw error;
    }
  };
}

/** How a query that failed is to be taken: refused or too slow in this length, or failed whatever its length. */
function outcomeOf(error: SourceError): PieceOutcome {
  const { problem } = error;
  if (problem.code === 'timed-out' || problem.params['status'] === 504) return { kind: 'too-slow', problem };
  const isRefused =
    problem.code === 'too-large' || (problem.code === 'bad-request' && TOO_LONG.test(excerptOf(error)));
  return { kind: isRefused ? 'refused' : 'failed', problem };
}

/** The number of lines that the server allows in one answer, if that is what it refused a query for. */
export function entriesLimitOf(thrown: unknown): number | null {
  if (!(thrown instanceof SourceError)) return null;
  const limit = ENTRIES_LIMIT.exec(excerptOf(thrown))?.[1];
  return limit === undefined ? null : Number(limit);
}

function excerptOf(error: SourceError): string {
  return error.cause instanceof HttpFailure ? error.cause.excerpt : '';
}
