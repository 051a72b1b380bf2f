import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Investigate } from './investigation.ts';

interface CheckLog {
  info(fields: object, message: string): void;
}

/** Writes into the log what came out of every check, under its request id. Holds ids and codes only. */
export function logChecks(investigate: Investigate, log: CheckLog): Investigate {
  return (request, onProgress) => {
    const { requestId, checkId } = request;
    const investigation = investigate(request, onProgress);
    const write = (message: string) => (diagnoses: readonly Diagnosis[] | null) => {
      if (diagnoses === null) return;
      const verdicts = diagnoses.map(({ id, subjectId, verdict: { code, state } }) => ({
        diagnosisId: id,
        subjectId,
        code,
        state,
      }));
      log.info({ requestId, checkId, verdicts }, message);
    };
    // A failure is told by whoever asked.
    investigation.first.then(write('checked'), () => {});
    investigation.amended.then(write('amended'), () => {});
    return investigation;
  };
}
