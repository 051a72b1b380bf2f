import type { LinesAnswer, LinesQuestion } from '../../checks/questions.ts';
import type { Window } from '../../diagnosis/time.ts';
import { countByApp, linesWith, streamsOf } from './logql.ts';
import type { LokiApi } from './loki-api.ts';

type Logging = LinesAnswer['logging'][number];

/**
 * How many lines each app wrote in a slot's window, and how many held the run phrase: one query each, at the window's end.
 * An app without a line counts as 0. Rejects with a `SourceError`.
 */
export async function countLogging(
  api: LokiApi,
  question: LinesQuestion,
  window: Window,
  signal: AbortSignal,
): Promise<Logging> {
  const { selector, runPhrase } = question;
  const count = (logQuery: string): Promise<ReadonlyMap<string, number>> => {
    const metricQuery = countByApp(selector.appLabel, logQuery, window.untilMs - window.fromMs);
    return api.counts(metricQuery, window.untilMs, selector.appLabel, signal);
  };
  const [lineCounts, runCounts] = await Promise.all([
    count(streamsOf(selector)),
    runPhrase === null ? null : count(linesWith(selector, [runPhrase])),
  ]);
  return {
    window,
    lineCountByApp: Object.fromEntries(selector.apps.map((app) => [app, lineCounts.get(app) ?? 0])),
    runLineCount: runCounts === null ? null : sum(runCounts.values()),
  };
}

export function sum(counts: Iterable<number>): number {
  return [...counts].reduce((total, count) => total + count, 0);
}
