import type { EpochMs } from '../diagnosis/time.ts';

/** Answers to one kind of question, asked only where none is fresh. */
export interface Remembered<Answer> {
  /** At most as old as it may be. Those who ask at the same time share one question. Rejects where it was not answered. */
  of(key: string): Promise<Answer>;
  /** Takes an answer that came without a question: it counts from now on, also where a question is on its way. */
  told(key: string, answer: Answer): void;
  /** Asks anew from now on, also where a question is on its way. */
  forget(): void;
}

export interface RememberedSettings<Answer> {
  readonly ask: (key: string) => Promise<Answer>;
  readonly clock: () => EpochMs;
  /** An answer counts for so long, from the moment of the question. */
  readonly freshForMs: number;
  /** A failure counts for so long: while something is down, it is asked rarely. */
  readonly failureForMs: number;
}

interface Entry<Answer> {
  readonly answer: Promise<Answer>;
  /** null: the question is on its way. */
  expiresAtMs: EpochMs | null;
}

export function createRemembered<Answer>({
  ask,
  clock,
  freshForMs,
  failureForMs,
}: RememberedSettings<Answer>): Remembered<Answer> {
  const entries = new Map<string, Entry<Answer>>();

  const dropExpired = (): void => {
    const nowMs = clock();
    for (const [key, { expiresAtMs }] of entries) {
      if (expiresAtMs !== null && expiresAtMs <= nowMs) entries.delete(key);
    }
  };

  const question = (key: string): Entry<Answer> => {
    const askedAtMs = clock();
    const entry: Entry<Answer> = { answer: ask(key), expiresAtMs: null };
    entry.answer.then(
      () => (entry.expiresAtMs = askedAtMs + freshForMs),
      () => (entry.expiresAtMs = clock() + failureForMs),
    );
    return entry;
  };

  return {
    of(key) {
      dropExpired();
      const entry = entries.get(key) ?? question(key);
      entries.set(key, entry);
      return entry.answer;
    },
    told(key, answer) {
      entries.set(key, { answer: Promise.resolve(answer), expiresAtMs: clock() + freshForMs });
    },
    forget: () => entries.clear(),
  };
}
