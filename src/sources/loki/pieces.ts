import type { Problem } from '../../diagnosis/reading.ts';
import { SECOND_MS } from '../../diagnosis/time.ts';
import { nsOf, type NsWindow } from './nanoseconds.ts';

/** Which end of the time is of more interest: pieces there are read first, and what lies beyond a failure is left. */
export type Order = 'newest-first' | 'oldest-first';

/**
 * What came of one piece. It may do in halves where it held too many lines (`cut`), where the server refused it for its length or
 * size (`refused`), or where the server took too long (`too-slow`).
 */
export type PieceOutcome =
  | { readonly kind: 'read' }
  | { readonly kind: 'enough' }
  | { readonly kind: 'cut' | 'refused' | 'too-slow' | 'failed'; readonly problem: Problem };

/** How many queries may still be made. Shared by all who read for one question. */
export interface Budget {
  readonly maxQueries: number;
  queriesLeft: number;
}

export function budgetOf(maxQueries: number): Budget {
  return { maxQueries, queriesLeft: maxQueries };
}

/** A piece as short as this is not halved again: where one second holds too many lines, so does one instant, mostly. */
export const MIN_PIECE_NS = nsOf(SECOND_MS);

/** How often a piece may be halved before that no longer helps. A server that refuses a few hours would refuse anything. */
const MAX_HALVINGS = { cut: Number.POSITIVE_INFINITY, refused: 6, 'too-slow': 4, failed: 0 } as const;

/**
 * Cuts a window into pieces that no server refuses for their length, newest first. They touch without overlapping.
 * @param cutNs where the first piece ends, so that what matters most is read by itself; null: nowhere
 */
export function planPieces(window: NsWindow, cutNs: bigint | null, maxPieceNs: bigint): NsWindow[] {
  const pieces: NsWindow[] = [];
  let untilNs = window.untilNs;
  while (untilNs > window.fromNs) {
    const bounds = [window.fromNs, untilNs - maxPieceNs];
    if (cutNs !== null && cutNs < untilNs) bounds.push(cutNs);
    const fromNs = bounds.reduce((latest, bound) => (bound > latest ? bound : latest));
    pieces.push({ fromNs, untilNs });
    untilNs = fromNs;
  }
  return pieces;
}

/**
 * Visits pieces one after the other, halving those that are too much for one query, until the visitor has enough,
 * a piece fails, or halving no longer helps.
 * @param pieces touching each other, in the given order
 * @returns the pieces that were not read, the nearest first, and what stopped the visit; null where nothing did
 */
export async function visitPieces(
  pieces: readonly NsWindow[],
  order: Order,
  budget: Budget,
  visit: (piece: NsWindow) => Promise<PieceOutcome>,
): Promise<{ readonly unread: readonly NsWindow[]; readonly problem: Problem | null }> {
  const waiting = pieces.map((piece) => ({ piece, halvings: 0 })).toReversed();
  const stop = (problem: Problem | null): { unread: NsWindow[]; problem: Problem | null } => ({
    unread: waiting.toReversed().map(({ piece }) => piece),
    problem,
  });
  for (let next = waiting.at(-1); next !== undefined; next = waiting.at(-1)) {
    if (budget.queriesLeft === 0) return stop({ code: 'page-limit', params: { limit: budget.maxQueries } });
    budget.queriesLeft -= 1;
    const { piece, halvings } = next;
    const outcome = await visit(piece);
    if (outcome.kind === 'read' || outcome.kind === 'enough') {
      waiting.pop();
      if (outcome.kind === 'enough') break;
      continue;
    }
    const isHopeless = halvings >= MAX_HALVINGS[outcome.kind] || piece.untilNs - piece.fromNs <= MIN_PIECE_NS;
    if (isHopeless) return stop(outcome.problem);
    waiting.pop();
    waiting.push(
      ...halve(piece, order)
        .toReversed()
        .map((half) => ({ piece: half, halvings: halvings + 1 })),
    );
  }
  return stop(null);
}

function halve({ fromNs, untilNs }: NsWindow, order: Order): NsWindow[] {
  const middleNs = (fromNs + untilNs) / 2n;
  const oldestFirst = [
    { fromNs, untilNs: middleNs },
    { fromNs: middleNs, untilNs },
  ];
  return order === 'oldest-first' ? oldestFirst : oldestFirst.toReversed();
}
