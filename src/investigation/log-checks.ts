import type { Investigate } from './investigation.ts';
import { onChecked } from './on-checked.ts';

interface CheckLog {
  info(fields: object, message: string): void;
}

/** Writes into the log what came out of every check, under its request id. Holds ids and codes only. */
export function logChecks(investigate: Investigate, log: CheckLog): Investigate {
  return onChecked(investigate, (diagnoses, answer) => {
    const [first] = diagnoses;
    if (first === undefined) return;
    const verdicts = diagnoses.map(({ id, subjectId, verdict: { code, state } }) => ({
      diagnosisId: id,
      subjectId,
      code,
      state,
    }));
    const { requestId, checkId } = first;
    log.info({ requestId, checkId, verdicts }, answer === 'first' ? 'checked' : 'amended');
  });
}
