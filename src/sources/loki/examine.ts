import type { LogSelector } from '../../checks/questions.ts';
import type { DoctorFact } from '../../diagnosis/doctor-facts.ts';
import type { Problem } from '../../diagnosis/reading.ts';
import { DAY_MS, type EpochMs, type Window } from '../../diagnosis/time.ts';
import { problemOf } from '../http-problems.ts';
import type { Examination } from '../source.ts';
import type { Entry } from './answers.ts';
import { sum } from './count-logging.ts';
import { findLine } from './find-line.ts';
import { countByApp, linesWith, streamsOf } from './logql.ts';
import type { LokiApi } from './loki-api.ts';
import { msOf, nsWindowOf } from './nanoseconds.ts';
import { planPieces } from './pieces.ts';
import type { ReadingLimits } from './read-lines.ts';

/** How often a phrase was written in a stretch of time, and when last. */
export interface PhraseCount {
  readonly count: number;
  readonly lastSeenAtMs: EpochMs | null;
}

/** How far back the first line is looked for. */
const EXAMINED_DAYS = 90;

/** Loki's version, the newest line of each app, and how far back it sees: as much as could be found out. */
export async function examineLoki(
  api: LokiApi,
  selector: LogSelector,
  nowMs: EpochMs,
  limits: ReadingLimits,
  signal: AbortSignal,
): Promise<Examination> {
  const startedAtMs = performance.now();
  const facts: DoctorFact[] = [];
  let problem: Problem | null = null;
  try {
    const version = await api.version(signal);
    facts.push({ code: 'version', params: { product: 'Loki', version } });
    const lastDay = nsWindowOf({ fromMs: nowMs - DAY_MS, untilMs: nowMs });
    for (const app of selector.apps) {
      const streams = streamsOf({ ...selector, apps: [app] });
      const newest = await findLine(api, streams, lastDay, 'newest-first', limits, signal);
      facts.push({ code: 'loki-newest-line', params: { app, atMs: timeOf(newest) } });
    }
    const examined = nsWindowOf({ fromMs: nowMs - EXAMINED_DAYS * DAY_MS, untilMs: nowMs });
    const first = await findLine(api, streamsOf(selector), examined, 'oldest-first', limits, signal);
    // Loki tells no rights: that it answered shows them.
    facts.push({ code: 'loki-queries', params: {} });
    facts.push({ code: 'loki-reach', params: { firstLineAtMs: timeOf(first), days: EXAMINED_DAYS } });
  } catch (error) {
    problem = problemOf(error);
  }
  return { facts, problem, elapsedMs: Math.round(performance.now() - startedAtMs) };
}

/** Is the phrase still written like this? Rejects with a `SourceError`. */
export async function countPhrase(
  api: LokiApi,
  selector: LogSelector,
  phrase: string,
  window: Window,
  limits: ReadingLimits,
  signal: AbortSignal,
): Promise<PhraseCount> {
  const logql = linesWith(selector, [phrase]);
  const windowNs = nsWindowOf(window);
  const [newest, ...counts] = await Promise.all([
    findLine(api, logql, windowNs, 'newest-first', limits, signal),
    ...planPieces(windowNs, null, limits.maxPieceNs).map(async ({ fromNs, untilNs }) => {
      const metricQuery = countByApp(selector.appLabel, logql, msOf(untilNs - fromNs));
      return sum((await api.counts(metricQuery, msOf(untilNs), selector.appLabel, signal)).values());
    }),
  ]);
  return { count: sum(counts), lastSeenAtMs: timeOf(newest) };
}

function timeOf(line: Entry | null): EpochMs | null {
  return line === null ? null : msOf(line.atNs);
}
