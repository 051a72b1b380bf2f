import { SourceError } from '../../errors.ts';
import type { Entry } from './answers.ts';
import type { LokiApi } from './loki-api.ts';
import { tolerantly } from './loki-problems.ts';
import type { NsWindow } from './nanoseconds.ts';
import { planPieces, visitPieces, type Budget, type Order } from './pieces.ts';

/**
 * The line at one end of a window: the first one shows how far back Loki can see, the newest one how fresh it is.
 * Null where the window holds none. Rejects with a `SourceError` when that could not be found out.
 */
export async function findLine(
  api: LokiApi,
  logql: string,
  window: NsWindow,
  order: Order,
  limits: { readonly maxPieceNs: bigint; readonly budget: Budget },
  signal: AbortSignal,
): Promise<Entry | null> {
  const newestFirst = planPieces(window, null, limits.maxPieceNs);
  const found: Entry[] = [];
  const { problem } = await visitPieces(
    order === 'newest-first' ? newestFirst : newestFirst.toReversed(),
    order,
    limits.budget,
    tolerantly(async (piece) => {
      const { entries } = await api.lines(logql, piece, { maxLines: 1, order }, signal);
      found.push(...entries);
      return { kind: found.length > 0 ? 'enough' : 'read' };
    }),
  );
  if (problem !== null) throw new SourceError(problem);
  return found[0] ?? null;
}
