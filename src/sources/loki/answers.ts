import { z } from 'zod';

/** A line as Loki gives it: nanoseconds, because two lines may share a millisecond. */
export interface Entry {
  readonly atNs: bigint;
  readonly labels: Readonly<Record<string, string>>;
  readonly text: string;
}

const nanoseconds = z.string().regex(/^\d+$/);
const labels = z.record(z.string(), z.string());

/**
 * The answer of `/query_range` to a log query. Loki adds labels of its own (`detected_level`, `service_name`), so one app's lines
 * come in several streams; a value may carry structured metadata as its third element.
 */
export const streamsAnswer = z.object({
  data: z.object({
    resultType: z.literal('streams'),
    result: z.array(
      z.object({ stream: labels, values: z.array(z.tuple([nanoseconds, z.string()]).rest(z.unknown())) }),
    ),
  }),
});

/** The answer of `/query` to a metric query: one sample per group of labels. */
export const vectorAnswer = z.object({
  data: z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric: labels, value: z.tuple([z.number(), z.string().regex(/^\d+$/)]) })),
  }),
});

/** The answer of `/status/buildinfo`. Builds from source have an empty version. */
export const buildInfoAnswer = z.object({ version: z.string() });

/** All lines of an answer, stream by stream; the streams are not in one order. */
export function entriesOf(answer: z.infer<typeof streamsAnswer>): Entry[] {
  return answer.data.result.flatMap(({ stream, values }) =>
    values.map(([at, text]) => ({ atNs: BigInt(at), labels: stream, text })),
  );
}

/** The samples of an answer, summed by the value of one label; a group without the label counts under the empty name. */
export function countsOf(answer: z.infer<typeof vectorAnswer>, label: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { metric, value } of answer.data.result) {
    const name = metric[label] ?? '';
    counts.set(name, (counts.get(name) ?? 0) + Number(value[1]));
  }
  return counts;
}
