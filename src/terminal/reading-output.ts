import { z } from 'zod';
import { PROBLEM_CODES } from '../diagnosis/problems.ts';
import { SOURCE_IDS, type ReadingSummary } from '../diagnosis/reading.ts';
import { isoOf } from '../diagnosis/time.ts';

/** An instant in ISO 8601. */
export const instant = z.iso.datetime({ offset: true });

/** What a source answered, as JSON. */
export const readingOutputSchema = z.object({
  source: z.enum(SOURCE_IDS),
  status: z.enum(['ok', 'truncated', 'failed', 'not-configured']),
  problem: z
    .object({
      code: z.enum(PROBLEM_CODES),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    })
    .nullable(),
  from: instant,
  until: instant,
  reachFrom: instant.nullable().describe('How far back the source can see.'),
  freshUntil: instant.nullable().describe('The newest that the source is known to have seen.'),
  query: z.string(),
  link: z.string().nullable(),
  elapsedMs: z.number(),
});

export function readingOutput(reading: ReadingSummary): z.infer<typeof readingOutputSchema> {
  const { source, status, problem, window, reachFromMs, freshUntilMs, query, link, elapsedMs } = reading;
  return {
    source,
    status,
    problem: problem === null ? null : { code: problem.code, params: { ...problem.params } },
    from: isoOf(window.fromMs),
    until: isoOf(window.untilMs),
    reachFrom: reachFromMs === null ? null : isoOf(reachFromMs),
    freshUntil: freshUntilMs === null ? null : isoOf(freshUntilMs),
    query,
    link,
    elapsedMs,
  };
}
