import { sql, type Insertable, type Kysely, type Selectable } from 'kysely';
import { z } from 'zod';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { HOUR_MS, type EpochMs } from '../diagnosis/time.ts';
import { keptAsker, keptFindings, keptReadings, keptVerdict } from './kept-json.ts';
import type { Tables } from './tables.ts';

/** The table of kept diagnoses. Facts come back as `unknown`: their check parses them. */
export interface Diagnoses {
  /** All or none. */
  keepAll(diagnoses: readonly Diagnosis[]): Promise<void>;
  find(id: string): Promise<Diagnosis | null>;
  /**
   * The newest diagnosis as of an instant before this one that tells how things then were: made within the hour that counts as now, and
   * with an answer of the delivery database. One of the past knows no more than what an earlier one told it.
   */
  newestBefore(checkId: string, subjectId: string, beforeMs: EpochMs): Promise<Diagnosis | null>;
}

const uuid = z.guid();

export function createDiagnoses(db: Kysely<Tables>): Diagnoses {
  return {
    async keepAll(diagnoses) {
      if (diagnoses.length === 0) return;
      await db.insertInto('diagnoses').values(diagnoses.map(rowOf)).execute();
    },

    async find(id) {
      if (!uuid.safeParse(id).success) return null;
      const row = await db.selectFrom('diagnoses').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : diagnosisOf(row);
    },

    async newestBefore(checkId, subjectId, beforeMs) {
      const row = await db
        .selectFrom('diagnoses')
        .selectAll()
        .where('check_id', '=', checkId)
        .where('subject_id', '=', subjectId)
        .where('as_of', '<', new Date(beforeMs))
        .where(sql<boolean>`made_at - as_of <= ${HOUR_MS} * interval '1 millisecond'`)
        .where(sql<boolean>`not readings @> '[{"source": "delivery", "status": "failed"}]'`)
        .orderBy('as_of', 'desc')
        .orderBy('made_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : diagnosisOf(row);
    },
  };
}

function rowOf(diagnosis: Diagnosis): Insertable<Tables['diagnoses']> {
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

function diagnosisOf(row: Selectable<Tables['diagnoses']>): Diagnosis {
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
