import type { Statement } from './questions.ts';

/** What a text holds of a check's subjects. */
export interface SubjectsInText {
  readonly ids: readonly string[];
  /** The words that are no id. */
  readonly unreadable: readonly string[];
}

/** A value that a source overwrites and the bot therefore remembers whenever it sees a new one. */
export interface Observation {
  readonly field: string;
  readonly value: string;
}

/** One subject as a list shows it. Everything but the id is text from outside. */
export interface ListedSubject {
  /** In its canonical spelling. */
  readonly id: string;
  readonly name: string;
  readonly kind: string | null;
  /** Figures that help to tell it from others, as `{ activeCarePlans: 57 }`; null: not known. */
  readonly figures: Readonly<Record<string, number | null>>;
}

/** Whom the application writes to about one subject. For comparing in memory only: never kept, logged or shown. */
export interface ContactRow {
  readonly address: string;
  readonly isVerified: boolean;
}

/** What a check can tell of its subjects besides their state, each by one statement for the delivery database. */
export interface SubjectDirectory {
  /** Words of a name as a person may type them. */
  readonly exampleWords: string;
  /** What people call a kind, in every language, so that a search takes it: besides the kind as the rows have it. */
  wordsOfKind(kind: string): readonly string[];
  /** All subjects that there are, so that they can be found by name. */
  all(): Statement<ListedSubject>;
  /** The contacts of one subject; null where the check has none. */
  readonly contactsOf: ((subjectId: string) => Statement<ContactRow>) | null;
}
