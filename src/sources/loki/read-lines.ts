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
  /** How many characters of lines are kept of the newest part, and how many of all the rest; no further query is made then. */
  readonly maxCharacters: number;
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
 * long as Loki allows. Of each answer only lines with a phrase stay in memory, and no more of them than the limits say, however long the window
 * is. Rejects with a `SourceError` when not even the newest part could be read.
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
  // What matters most is not given up for what is older.
  const newest = { charactersLeft: limits.maxCharacters };
  const older = { charactersLeft: limits.maxCharacters };
  const parts = await Promise.all(
    pieces.map(async (piece, index) => {
      const room = index === 0 ? newest : older;
      const part = await readPiece(api, question, piece, { ...limits, room }, signal);
      const isNothing = part.problem !== null && part.coveredFromNs === piece.untilNs;
      if (index === 0 && isNothing && !isLimit(part.problem)) throw new SourceError(part.problem);
      return part;
    }),
  );
  const gap = parts.find(({ problem }) => problem !== null);
  return {
    lines: parts
      .flatMap(({ kept }) => kept)
      .toSorted((a, b) => (a.atNs < b.atNs ? -1 : a.atNs > b.atNs ? 1 : 0))
      .map(({ line }) => line),
    coveredFromNs: gap?.coveredFromNs ?? window.fromNs,
    problem: gap?.problem == null ? null : asGap(gap.problem),
  };
}

/** A line with one of the phrases; nothing else of an answer is remembered. */
interface Kept {
  readonly atNs: bigint;
  readonly line: LogLine;
}

/** What may still be kept. Shared by the pieces that are read at the same time. */
interface Room {
  charactersLeft: number;
}

/** The lines of one piece, read newest first in as many parts as it takes. */
async function readPiece(
  api: LokiApi,
  question: LinesQuestion,
  piece: NsWindow,
  { maxLineCount, maxCharacters, budget, room }: ReadingLimits & { readonly room: Room },
  signal: AbortSignal,
): Promise<{ readonly kept: Kept[]; readonly coveredFromNs: bigint; readonly problem: Problem | null }> {
  const logql = linesWith(question.selector, question.phrases);
  const kept: Kept[] = [];
  let keptOfCut: readonly Kept[] = [];
  const { unread, problem } = await visitPieces(
    [piece],
    'newest-first',
    budget,
    tolerantly(async (part) => {
      if (room.charactersLeft <= 0)
        return { kind: 'failed', problem: { code: 'too-large', params: { limit: maxCharacters } } };
      const answer = await api.lines(logql, part, { maxLines: maxLineCount, order: 'newest-first' }, signal);
      // Seams are half-open, so a line is in one part only. An answer that does not keep to that must not double one.
      const within = keptOf(
        answer.entries.filter(({ atNs }) => isWithinNs(atNs, part)),
        question,
      );
      if (answer.isCut) {
        keptOfCut = within;
        return {
          kind: 'cut',
          problem: { code: 'line-limit', params: { limit: answer.entries.length } },
        };
      }
      kept.push(...within);
      for (const { line } of within) room.charactersLeft -= line.text.length;
      return { kind: 'read' };
    }),
  );
  const [nearest] = unread;
  if (nearest === undefined) return { kept, coveredFromNs: piece.fromNs, problem };
  // A cut answer proves no absence, but the lines in it are there.
  kept.push(...keptOfCut.filter(({ atNs }) => isWithinNs(atNs, nearest)));
  return { kept, coveredFromNs: nearest.untilNs, problem };
}

function keptOf(entries: readonly Entry[], { selector, phrases }: LinesQuestion): readonly Kept[] {
  return entries.flatMap(({ atNs, labels, text }) => {
    const phrase = phrases.find((candidate) => text.includes(candidate.toWellFormed()));
    const app = labels[selector.appLabel];
    if (phrase === undefined || app === undefined) return [];
    return [{ atNs, line: { atMs: msOf(atNs), app, phrase, text } }];
  });
}

function isLimit({ code }: Problem): boolean {
  return code === 'line-limit' || code === 'page-limit';
}

/** `reason` is the code of the failure; its parameters stay. */
function asGap(problem: Problem): Problem {
  return isLimit(problem) || problem.code === 'too-large'
    ? problem
    : { code: 'older-piece-failed', params: { ...problem.params, reason: problem.code } };
}
