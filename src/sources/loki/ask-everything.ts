import type { LinesAnswer, LinesQuestion } from '../../checks/questions.ts';
import type { Problem } from '../../diagnosis/reading.ts';
import { HOUR_MS, type EpochMs } from '../../diagnosis/time.ts';
import { problemOf } from '../http-problems.ts';
import { countLogging } from './count-logging.ts';
import { findLine } from './find-line.ts';
import { streamsOf } from './logql.ts';
import type { LokiApi } from './loki-api.ts';
import { msFrom, msOf, nsOf, nsWindowOf } from './nanoseconds.ts';
import { readLines, type ReadingLimits } from './read-lines.ts';

export interface Everything {
  readonly data: LinesAnswer;
  /** The oldest instant that Loki is known to see, and all lines from there on were read; null: it has no line. */
  readonly reachFromMs: EpochMs | null;
  /** The first thing that is not as complete as it was asked for; null where everything is. */
  readonly problem: Problem | null;
}

/** The first line is looked for from a little before the window, so that apps that are never silent prove its very start. */
const REACH_LEAD_MS = HOUR_MS;

/**
 * Asks all that a question needs at once; the client holds back what is too much at a time. Lines go first: they decide most.
 * Rejects with a `SourceError` when not even the newest lines could be read; anything else that fails is a problem.
 */
export async function askEverything(
  api: LokiApi,
  question: LinesQuestion,
  limits: ReadingLimits,
  signal: AbortSignal,
): Promise<Everything> {
  const { selector, slotWindows } = question;
  const window = nsWindowOf(question.window);
  const leadWindow = { ...window, fromNs: window.fromNs - nsOf(REACH_LEAD_MS) };
  // A window that has not begun can hold nothing: 0 lines would look like silence.
  const begunWindows = slotWindows.filter(({ fromMs, untilMs }) => fromMs < untilMs);

  const [lines, first, newest, logging] = await Promise.all([
    readLines(api, question, limits, signal),
    settle(findLine(api, streamsOf(selector), leadWindow, 'oldest-first', limits, signal)),
    settleAll(selector.apps, async (app) => {
      const streams = streamsOf({ ...selector, apps: [app] });
      const line = await findLine(api, streams, window, 'newest-first', limits, signal);
      return { app, newestLineAtMs: line === null ? null : msOf(line.atNs) };
    }),
    settleAll(begunWindows, (slotWindow) => countLogging(api, question, slotWindow, signal)),
  ]);

  const coveredFromMs = msFrom(lines.coveredFromNs);
  const [firstLine = null] = first.values;
  return {
    // What could not be asked is left out: a null or a 0 in its place would say that nothing was written.
    data: { lines: lines.lines, coveredFromMs, apps: newest.values, logging: logging.values },
    reachFromMs:
      firstLine === null ? null : Math.max(msOf(firstLine.atNs), coveredFromMs, question.window.fromMs),
    problem: lines.problem ?? first.problem ?? newest.problem ?? logging.problem,
  };
}

/** Work that the reading can do without: what succeeded, and the first thing that did not. */
interface Settled<T> {
  readonly values: readonly T[];
  readonly problem: Problem | null;
}

async function settle<T>(work: Promise<T>): Promise<Settled<T>> {
  try {
    return { values: [await work], problem: null };
  } catch (error) {
    return { values: [], problem: problemOf(error) };
  }
}

async function settleAll<Item, T>(
  items: readonly Item[],
  work: (item: Item) => Promise<T>,
): Promise<Settled<T>> {
  const settled = await Promise.all(items.map((item) => settle(work(item))));
  return {
    values: settled.flatMap(({ values }) => values),
    problem: settled.find(({ problem }) => problem !== null)?.problem ?? null,
  };
}
