import type { Memory } from '../../handlers/shared/handling.ts';
import type { AnyDiagnosis } from '../../src/checks/check.ts';
import type { ListedSubject } from '../../src/checks/subjects.ts';
import type { Directory } from '../../src/directory/directory.ts';
import { searchSubjects, subjectsLike, subjectsNamedIn } from '../../src/directory/search.ts';
import type { Locale } from '../../src/words/locale.ts';

export type GivenFeedback = Parameters<Memory['recordFeedback']>[0];

/** What the bot remembers, in the memory of the test. */
export function memoryOf(kept: ReadonlyMap<string, AnyDiagnosis>, feedback: GivenFeedback[]): Memory {
  const languages = new Map<string, Locale>();
  const newestFirst = (): AnyDiagnosis[] => [...kept.values()].toReversed();
  return {
    findDiagnosis: async (id) => kept.get(id) ?? null,
    lastDiagnosis: async (_, subjectId) =>
      newestFirst().find((diagnosis) => diagnosis.subjectId === subjectId) ?? null,
    lastAskedBy: async (userId, limit) =>
      newestFirst()
        .filter(({ asker }) => asker.userId === userId)
        .slice(0, limit),
    async nowIn(states, limit) {
      const diagnoses = newestFirst().filter(({ verdict }) => states.includes(verdict.state));
      return { diagnoses: diagnoses.slice(0, limit), total: diagnoses.length };
    },
    newestReadings: async () => [],
    historyOf: async () => [],
    async recordFeedback(given) {
      feedback.push(given);
    },
    languageOf: async (userId) => languages.get(userId) ?? null,
    async setLanguage(userId, locale) {
      languages.set(userId, locale);
    },
  };
}

/** A directory of these subjects, whose contacts are `verified@widgets.example` and `unverified@widgets.example`. */
export function directoryOf(listed: readonly ListedSubject[]): Directory {
  return {
    async search({ subject: { directory } }, words) {
      if (directory === null) throw new Error('the check finds its subjects by id only');
      return { status: 'ok', ...searchSubjects(listed, words, directory) };
    },
    namedIn: async (_, text) => ({ status: 'ok', found: subjectsNamedIn(listed, text) }),
    async like(_, subjectId) {
      const subject = listed.find(({ id }) => id === subjectId);
      return { status: 'ok', found: subject === undefined ? [] : subjectsLike(listed, subject) };
    },
    async standingOf(_, __, address) {
      const [standing] = address.split('@');
      return {
        status: 'ok',
        standing: standing === 'verified' || standing === 'unverified' ? standing : 'not-among-them',
      };
    },
  };
}

/** A directory of a delivery database that does not answer. */
export const unreadableDirectory: Directory = {
  search: unreadable,
  namedIn: unreadable,
  like: unreadable,
  standingOf: unreadable,
};

async function unreadable() {
  return { status: 'failed', problem: { code: 'timed-out', params: { afterMs: 8_000 } } } as const;
}
