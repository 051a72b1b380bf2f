import type { Insertable, Selectable } from 'kysely';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { keptAsker, keptFindings, keptReadings, keptVerdict } from './kept-json.ts';
import type { Tables } from './tables.ts';

export function rowOf(diagnosis: Diagnosis): Insertable<Tables['diagnoses']> {
  return {
    id: diagnosis.id,
    check_id: diagnosis.checkId,
    subject_id: diagnosis.subjectId,
    as_of: new Date(diagnosis.asOfMs),
    made_at: new Date(diagnosis.madeAtMs),
    rules_version: diagnosis.rulesVersion,
    verdict: JSON.stringify(diagnosis.verdict),
    findings: JSON.stringify(diagnosis.findings),
    side_findings: JSON.stringify(diagnosis.sideFindings),
    readings: JSON.stringify(diagnosis.readings),
    facts: JSON.stringify(diagnosis.facts),
    asker: JSON.stringify(diagnosis.asker),
    request_id: diagnosis.requestId,
  };
}

/** Throws a ZodError where the row is not as it was written. */
export function diagnosisOf(row: Selectable<Tables['diagnoses']>): Diagnosis {
  return {
    id: row.id,
    checkId: row.check_id,
    subjectId: row.subject_id,
    asOfMs: row.as_of.getTime(),
    madeAtMs: row.made_at.getTime(),
    rulesVersion: row.rules_version,
    verdict: keptVerdict.parse(row.verdict),
    findings: keptFindings.parse(row.findings),
    sideFindings: keptFindings.parse(row.side_findings),
    readings: keptReadings.parse(row.readings),
    facts: row.facts,
    asker: keptAsker.parse(row.asker),
    requestId: row.request_id,
  };
}
