import type { CountQuery, LogQuery } from './parse-logql.ts';
import { Refusal } from './refusal.ts';
import { streamsOf, type LogWorld, type StoredLine } from './world.ts';

export type Direction = 'forward' | 'backward';

const MAX_SERIES = 500;

/** The first lines of a log query from one end, at most `limit`, with the labels that they leave the pipeline with. */
export function findLines(
  world: LogWorld,
  query: LogQuery,
  range: { readonly fromNs: bigint; readonly untilNs: bigint },
  direction: Direction,
  limit: number,
): StoredLine[] {
  const sign = direction === 'forward' ? 1 : -1;
  const found = streamsOf(world)
    .filter(({ labels }) => query.matchesLabels(labels))
    .flatMap((stream) => {
      const lines: StoredLine[] = [];
      for (const line of stream.between(range.fromNs, range.untilNs, direction)) {
        if (lines.length === limit) break;
        const labels = query.pipeline(line.text, line.labels);
        if (labels !== null) lines.push({ ...line, labels });
      }
      return lines;
    });
  return found.sort((a, b) => sign * Number(a.atNs - b.atNs)).slice(0, limit);
}

/** The samples of a counting query at an instant: lines later than `atNs - range`, up to `atNs`. */
export function countLines(
  world: LogWorld,
  { logQuery, by, rangeNs }: CountQuery,
  atNs: bigint,
): { readonly metric: Record<string, string>; readonly count: number }[] {
  const range = { fromNs: atNs - rangeNs + 1n, untilNs: atNs + 1n };
  const lines = findLines(world, logQuery, range, 'forward', Number.POSITIVE_INFINITY);
  const groups = Map.groupBy(lines, ({ labels }) => JSON.stringify(by.map((name) => labels[name] ?? '')));
  // Loki counts the series before they are summed up.
  const series = new Set(lines.map(({ labels }) => JSON.stringify(labels)));
  if (series.size > MAX_SERIES) {
    throw new Refusal(
      400,
      `maximum number of series (${MAX_SERIES}) reached for a single query; consider reducing query cardinality by adding more specific stream selectors, reducing the time range, or aggregating results with functions like sum(), count() or topk()`,
    );
  }
  return [...groups.values()]
    .map((group) => ({ metric: metricOf(group, by), count: group.length }))
    .sort((a, b) => (JSON.stringify(a.metric) < JSON.stringify(b.metric) ? -1 : 1));
}

/** Labels without a value are left out. */
function metricOf([first]: readonly StoredLine[], by: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    by.flatMap((name) => {
      const value = first?.labels[name] ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
}
