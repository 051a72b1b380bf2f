import { randomUUID } from 'node:crypto';
import type { Check, Readings } from '../checks/check.ts';
import type { RowsAnswer, RowsQuestion } from '../checks/questions.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { SOURCE_IDS, summarise, type Reading, type ReadingSummary } from '../diagnosis/reading.ts';
import type { Evaluation } from '../diagnosis/rules.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { State } from '../diagnosis/verdict.ts';

/** Facts are large: of a fleet in which everybody is missing, not everybody's diagnosis is kept each time. */
const MOST_DIAGNOSES = 500;

const NOT_WELL: readonly State[] = ['missing', 'partial'];

/** One subject, judged. */
export interface Judged {
  readonly subjectId: string;
  readonly facts: unknown;
  readonly evaluation: Evaluation;
}

export interface RunDiagnosesSettings {
  readonly check: Check;
  readonly readings: Pick<Readings, 'sentry' | 'loki'>;
  readonly asOfMs: EpochMs;
  readonly requestId: string;
  /** Subjects that are not well as far as is known so far. */
  readonly knownNotWell: readonly string[];
  readonly keep: (diagnoses: readonly Diagnosis[]) => Promise<void>;
  readonly askRows: (question: RowsQuestion | undefined) => Promise<Reading<RowsAnswer>>;
}

/** Keeps the diagnoses that a run owes: whoever is known not to be well must be known to be well again. */
export interface RunDiagnoses {
  /** Of some subjects: whoever is well again, and whoever is newly not. */
  keepOf(judged: readonly Judged[], delivery: ReadingSummary): Promise<void>;
  /**
   * When all pages are through: whoever is still not well, and whoever is no part of the fleet any more.
   * @param unreadIds of whom nothing is known now
   */
  keepRest(unreadIds: readonly string[]): Promise<void>;
}

export function createRunDiagnoses(settings: RunDiagnosesSettings): RunDiagnoses {
  const { check, readings, asOfMs, requestId, keep } = settings;
  const missing = new Set(settings.knownNotWell);
  const shared = { sentry: summarise(readings.sentry), loki: summarise(readings.loki) };
  const still: Diagnosis[] = [];
  let left = MOST_DIAGNOSES;

  function diagnosisOf({ subjectId, facts, evaluation }: Judged, delivery: ReadingSummary): Diagnosis {
    const summaries = { ...shared, delivery };
    return {
      id: randomUUID(),
      checkId: check.id,
      subjectId,
      asOfMs,
      madeAtMs: asOfMs,
      rulesVersion: check.rulesVersion,
      ...evaluation,
      readings: SOURCE_IDS.map((id) => summaries[id]),
      facts,
      asker: { surface: 'schedule', userId: 'schedule', teamId: null, channelId: null },
      requestId,
    };
  }

  return {
    async keepOf(judged, delivery) {
      const kept: Diagnosis[] = [];
      for (const one of judged) {
        const wasNotWell = missing.delete(one.subjectId);
        const isNotWell = NOT_WELL.includes(one.evaluation.verdict.state);
        if (!isNotWell && wasNotWell) kept.push(diagnosisOf(one, delivery));
        if (!isNotWell) continue;
        if (wasNotWell) {
          if (still.length < MOST_DIAGNOSES) still.push(diagnosisOf(one, delivery));
        } else if (left > 0) {
          kept.push(diagnosisOf(one, delivery));
          left -= 1;
        }
      }
      await keep(kept);
    },
    async keepRest(unreadIds) {
      await keep(still.slice(0, left));
      unreadIds.forEach((id) => missing.delete(id));
      const goneIds = [...missing].slice(0, MOST_DIAGNOSES);
      if (goneIds.length === 0) return;
      const inquiry = check.ask({ subjectIds: goneIds, asOfMs, nowMs: asOfMs, windowMs: null });
      const delivery = await settings.askRows(inquiry.questions.delivery);
      const seen = inquiry.see({ ...readings, delivery });
      await keep(
        goneIds.map((subjectId) => {
          const facts = seen.factsOf(subjectId, null);
          return diagnosisOf({ subjectId, facts, evaluation: check.evaluate(facts) }, summarise(delivery));
        }),
      );
    },
  };
}
