import type { LinesQuestion, LogLine } from '../../checks/questions.ts';
import type { Problem } from '../../diagnosis/reading.ts';
import { SourceError } from '../../errors.ts';
import type { Entry } from './answers.ts';
import { linesWith } from './logql.ts';
import type { LokiApi } from './loki-api.ts';
import { tolerantly } from './loki-problems.ts';
import { isWithinNs, msOf, nsOf, nsWindowOf, type NsWindow } from './nanoseconds.ts';
import { planPieces, visitPieces, type Budget } from './pieces.ts';

export interface ReadingLimits {
  /** The longest time that one log query may span. */
  readonly maxPieceNs: bigint;
  /** How many lines one query may give; an answer of so many is taken as cut. */
  readonly maxLineCount: number;
  readonly budget: Budget;
}

export interface LinesRead {
  /** Oldest first. Complete from `coveredFromNs`; what stands before it was met on the way. */
  readonly lines: readonly LogLine[];
  readonly coveredFromNs: bigint;
  /** What keeps the lines before `coveredFromNs` from being complete; null where they cover the whole window. */
  readonly problem: Problem | null;
}

/**
 * Reads the lines that hold one of the phrases: the time since the newest slot by itself, and the rest at the same time in pieces as
 * long as Loki allows. Rejects with a `SourceError` when not even the newest part could be read.
 */
export async function readLines(
  api: LokiApi,
  question: LinesQuestion,
  limits: ReadingLimits,
  signal: AbortSignal,
): Promise<LinesRead> {
  const window = nsWindowOf(question.window);
  const [newestSlot] = question.slotWindows;
  const pieces = planPieces(
    window,
    newestSlot === undefined ? null : nsOf(newestSlot.fromMs),
    limits.maxPieceNs,
  );
  const logql = linesWith(question.selector, question.phrases);
  const parts = await Promise.all(
    pieces.map(async (piece, index) => {
      const part = await readPiece(api, logql, piece, limits, signal);
      const isNothing = part.problem !== null && part.coveredFromNs === piece.untilNs;
      if (index === 0 && isNothing && !isLimit(part.problem)) throw new SourceError(part.problem);
      return part;
    }),
  );
  const gap = parts.find(({ problem }) => problem !== null);
  return {
    lines: linesOf(
      parts.flatMap(({ entries }) => entries),
      question,
    ),
    coveredFromNs: gap?.coveredFromNs ?? window.fromNs,
    problem: gap?.problem == null ? null : asGap(gap.problem),
  };
}

/** The entries of one piece, read newest first in as many parts as it takes. */
async function readPiece(
  api: LokiApi,
  logql: string,
  piece: NsWindow,
  { maxLineCount, budget }: ReadingLimits,
  signal: AbortSignal,
): Promise<{ readonly entries: Entry[]; readonly coveredFromNs: bigint; readonly problem: Problem | null }> {
  const entries: Entry[] = [];
  let cutEntries: readonly Entry[] = [];
  const { unread, problem } = await visitPieces(
    [piece],
    'newest-first',
    budget,
    tolerantly(async (part) => {
      const answer = await api.lines(logql, part, { maxLines: maxLineCount, order: 'newest-first' }, signal);
      // Seams are half-open, so a line is in one part only. An answer that does not keep to that must not double one.
      const within = answer.entries.filter(({ atNs }) => isWithinNs(atNs, part));
      if (answer.isCut) {
        cutEntries = within;
        return {
          kind: 'cut',
          problem: { code: 'line-limit', params: { limit: answer.entries.length } },
        };
      }
      entries.push(...within);
      return { kind: 'read' };
    }),
  );
  const [nearest] = unread;
  if (nearest === undefined) return { entries, coveredFromNs: piece.fromNs, problem };
  // A cut answer proves no absence, but the lines in it are there.
  entries.push(...cutEntries.filter(({ atNs }) => isWithinNs(atNs, nearest)));
  return { entries, coveredFromNs: nearest.untilNs, problem };
}

function linesOf(entries: readonly Entry[], { selector, phrases }: LinesQuestion): LogLine[] {
  const oldestFirst = entries.toSorted((a, b) => (a.atNs < b.atNs ? -1 : a.atNs > b.atNs ? 1 : 0));
  return oldestFirst.flatMap(({ atNs, labels, text }) => {
    const phrase = phrases.find((candidate) => text.includes(candidate.toWellFormed()));
    const app = labels[selector.appLabel];
    return phrase === undefined || app === undefined ? [] : [{ atMs: msOf(atNs), app, phrase, text }];
  });
}

function isLimit({ code }: Problem): boolean {
  return code === 'line-limit' || code === 'page-limit';
}

/** `reason` is the code of the failure; its parameters stay. */
function asGap(problem: Problem): Problem {
  return isLimit(problem)
    ? problem
    : { code: 'older-piece-failed', params: { ...problem.params, reason: problem.code } };
}
