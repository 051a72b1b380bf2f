import { keyOf, type StoredLine } from './world.ts';

/** The envelope of all answers about data. What stands under `stats` is of no use to anybody. */
export function envelope(resultType: string, result: unknown): unknown {
  return { status: 'success', data: { resultType, result, stats: {} } };
}

/** Lines by stream. Loki adds `detected_level` and `service_name`, which splits one app's lines over several streams. */
export function streamsResult(lines: readonly StoredLine[]): unknown[] {
  const byStream = Map.groupBy(lines, ({ labels, text }) =>
    keyOf({ ...withServiceName(labels), detected_level: levelOf(text) }),
  );
  return [...byStream]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([stream, group]) => ({
      stream: JSON.parse(stream) as unknown,
      values: group.map(({ atNs, text }) => [String(atNs), text]),
    }));
}

/** Loki's own label, made from the first label that may be a service's name. */
export function withServiceName(labels: Readonly<Record<string, string>>): Record<string, string> {
  return { ...labels, service_name: labels['app'] ?? 'unknown_service' };
}

function levelOf(text: string): string {
  const [, level] = /"level":\s*"(\w+)"/.exec(text) ?? /^(INFO|WARN|ERROR)\b/.exec(text) ?? [];
  return level?.toLowerCase() ?? 'unknown';
}
