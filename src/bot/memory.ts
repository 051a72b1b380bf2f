import type { Memory } from '../../handlers/shared/handling.ts';
import type { Assembly } from '../assembly.ts';
import type { AnyDiagnosis } from '../checks/check.ts';
import { DAY_MS } from '../diagnosis/time.ts';
import type { Clock } from '../sources/source.ts';

/** What is kept, as handlers see it: facts parsed by their check. */
export function memoryOf({ store, checks }: Assembly, clock: Clock): Memory {
  const parsed = (kept: AnyDiagnosis): AnyDiagnosis => {
    const check = checks.find(({ id }) => id === kept.checkId);
    return check === undefined ? kept : { ...kept, facts: check.parseFacts(kept.facts) };
  };
  const parsedOrNull = (kept: AnyDiagnosis | null) => (kept === null ? null : parsed(kept));
  return {
    findDiagnosis: async (id) => parsedOrNull(await store.diagnoses.find(id)),
    lastDiagnosis: async (checkId, subjectId) =>
      parsedOrNull(await store.diagnoses.newestMade(checkId, subjectId)),
    lastAskedBy: async (userId, limit) => (await store.diagnoses.lastAskedBy(userId, limit)).map(parsed),
    async nowIn(states, limit) {
      const { diagnoses, total } = await store.diagnoses.nowIn(states, { limit });
      return { diagnoses: diagnoses.map(parsed), total };
    },
    newestReadings: () => store.diagnoses.newestReadings(clock() - DAY_MS),
    historyOf: (checkId, subjectId) => store.observations.historyOf(checkId, subjectId),
    recordFeedback: (answer) => store.feedback.record(answer),
    languageOf: (userId) => store.preferences.languageOf(userId),
    setLanguage: (userId, locale, atMs) => store.preferences.setLanguage(userId, locale, atMs),
  };
}
