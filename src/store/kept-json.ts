import { z } from 'zod';
import { SURFACES, type Asker } from '../diagnosis/diagnosis.ts';
import { PROBLEM_CODES } from '../diagnosis/problems.ts';
import { SOURCE_IDS, type ReadingSummary } from '../diagnosis/reading.ts';
import { STATES, type Finding, type Verdict } from '../diagnosis/verdict.ts';

/** The shapes of a kept diagnosis's JSON columns. Its facts are parsed by their check. */

export const keptVerdict: z.ZodType<Verdict> = z.object({
  code: z.string(),
  row: z.number(),
  state: z.enum(STATES),
  confidence: z.enum(['confirmed', 'likely', 'none']),
});

const scalar = z.union([z.string(), z.number()]);

export const keptFindings: z.ZodType<Finding[]> = z.array(
  z.object({
    code: z.string(),
    params: z.record(z.string(), z.union([scalar, z.boolean(), z.null(), z.array(scalar)])),
    restsOn: z.array(z.enum(SOURCE_IDS)),
  }),
);

export const keptReadings: z.ZodType<ReadingSummary[]> = z.array(
  z.object({
    source: z.enum(SOURCE_IDS),
    window: z.object({ fromMs: z.number(), untilMs: z.number() }),
    readAtMs: z.number(),
    reachFromMs: z.number().nullable(),
    freshUntilMs: z.number().nullable(),
    query: z.string(),
    link: z.string().nullable(),
    elapsedMs: z.number(),
    status: z.enum(['ok', 'truncated', 'failed', 'not-configured']),
    problem: z.object({ code: z.enum(PROBLEM_CODES), params: z.record(z.string(), scalar) }).nullable(),
  }),
);

export const keptAsker: z.ZodType<Asker> = z.object({
  surface: z.enum(SURFACES),
  userId: z.string(),
  teamId: z.string().nullable(),
  channelId: z.string().nullable(),
});

/** Of subscriptions and digests. */
export const keptFilter: z.ZodType<Record<string, string[]>> = z.record(z.string(), z.array(z.string()));
