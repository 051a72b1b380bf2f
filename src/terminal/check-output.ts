import { z } from 'zod';
import type { Report } from '../checks/report.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { SOURCE_IDS } from '../diagnosis/reading.ts';
import { isoOf } from '../diagnosis/time.ts';
import { STATES } from '../diagnosis/verdict.ts';
import { instant, readingOutput, readingOutputSchema } from './reading-output.ts';

const finding = z.object({
  code: z.string(),
  params: z
    .record(z.string(), z.unknown())
    .describe('Names that end in AtMs or Ms are milliseconds, since 1970 or long.'),
  restsOn: z.array(z.enum(SOURCE_IDS)),
});

/** What `portal-check check --format json` prints. `docs/check-output.schema.json` is generated from this. */
export const checkOutputSchema = z.object({
  schemaVersion: z.literal(1),
  diagnoses: z.array(
    z.object({
      id: z.uuid().describe('For "portal-check replay".'),
      checkId: z.string(),
      subjectId: z.string(),
      asOf: instant,
      madeAt: instant,
      rulesVersion: z.int(),
      verdict: z.object({
        code: z.string(),
        row: z.int().describe('The row of docs/verdicts.md.'),
        state: z.enum(STATES),
        confidence: z.enum(['confirmed', 'likely', 'none']),
      }),
      summary: z.string(),
      lines: z.array(z.string()).describe('The message, line by line.'),
      findings: z.array(finding).describe('The verdict’s own finding first.'),
      sideFindings: z.array(finding),
      readings: z.array(readingOutputSchema),
      requestId: z.string(),
    }),
  ),
});

export type CheckOutput = z.infer<typeof checkOutputSchema>;

/** Diagnoses with their reports, as the documented JSON. */
export function checkOutput(
  results: readonly { readonly diagnosis: Diagnosis; readonly report: Report }[],
): CheckOutput {
  return {
    schemaVersion: 1,
    diagnoses: results.map(({ diagnosis, report }) => ({
      id: diagnosis.id,
      checkId: diagnosis.checkId,
      subjectId: diagnosis.subjectId,
      asOf: isoOf(diagnosis.asOfMs),
      madeAt: isoOf(diagnosis.madeAtMs),
      rulesVersion: diagnosis.rulesVersion,
      verdict: diagnosis.verdict,
      summary: report.summary,
      lines: report.lines.map(({ label, text }) => (label === null ? text : `${label}: ${text}`)),
      findings: diagnosis.findings.map(copyFinding),
      sideFindings: diagnosis.sideFindings.map(copyFinding),
      readings: diagnosis.readings.map(readingOutput),
      requestId: diagnosis.requestId,
    })),
  };
}

function copyFinding({
  code,
  params,
  restsOn,
}: Diagnosis['findings'][number]): CheckOutput['diagnoses'][number]['findings'][number] {
  return { code, params: { ...params }, restsOn: [...restsOn] };
}
