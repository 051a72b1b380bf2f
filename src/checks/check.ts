import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Reading } from '../diagnosis/reading.ts';
import type { Evaluation } from '../diagnosis/rules.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Locale } from '../words/locale.ts';
import type { Fleet } from './fleet.ts';
import type { Following } from './following.ts';
import type { ExceptionsAnswer, LinesAnswer, Questions, RowsAnswer } from './questions.ts';
import type { CheckWords } from './report.ts';
import type { Observation, SubjectDirectory, SubjectsInText } from './subjects.ts';

/** For whom, and for which instant, a check is made. */
export interface CheckRequest {
  /** Subject ids, in their canonical spelling, each once. */
  readonly subjectIds: readonly string[];
  readonly asOfMs: EpochMs;
  /** The bot's clock when the check began. */
  readonly nowMs: EpochMs;
  /** How far back logs and events are read; null: as far as the check needs. */
  readonly windowMs: number | null;
}

/** The readings of the sources that the check asked; one that was not asked is `not-configured`. */
export interface Readings {
  readonly sentry: Reading<ExceptionsAnswer>;
  readonly loki: Reading<LinesAnswer>;
  readonly delivery: Reading<RowsAnswer>;
}

/** One request's questions, and how to see their answers. */
export interface Inquiry<Facts> {
  readonly questions: Questions;
  /** Looks at the answers, once for all subjects. */
  see(readings: Readings): Seen<Facts>;
}

/** What the answers tell of each subject. */
export interface Seen<Facts> {
  /**
   * The facts of one subject. Drops everything that must not be kept: names of recipients, addresses, raw lines.
   * @param earlier its facts from a diagnosis kept before as-of, where as-of lies in the past
   */
  factsOf(subjectId: string, earlier: Facts | null): Facts;
}

/**
 * One check: a subject, what it asks the sources, its rules and its words. A check is one folder; nothing outside it changes
 * when one is added (`docs/adding-a-check.md`). Everything in it is pure.
 */
export interface Check<Facts = unknown> {
  /** As in `/portal-check <id> …` and `--check <id>`. */
  readonly id: string;
  readonly rulesVersion: number;
  readonly subject: {
    /** An id as a person may paste it. */
    readonly example: string;
    find(text: string): SubjectsInText;
    /** How subjects are found by name; null: by id only. */
    readonly directory: SubjectDirectory | null;
  };
  /** Prepares the questions for all subjects at once: known before any source has answered. */
  ask(request: CheckRequest): Inquiry<Facts>;
  evaluate(facts: Facts): Evaluation;
  /** Parses facts that were kept as JSON. Throws a ZodError when they are of another shape. */
  parseFacts(kept: unknown): Facts;
  /** How all its subjects are read at once; null: it answers for single subjects only, and no digest watches it. */
  readonly fleet: Fleet<Facts> | null;
  /** How incidents follow its subjects; null: they can name them, and not tell when they are well. */
  readonly following: Following<Facts> | null;
  /** What the sources overwrite, for the bot's own history. */
  observe(facts: Facts): readonly Observation[];
  words(locale: Locale): CheckWords<Facts>;
}

/** A diagnosis whose facts only its check understands. */
export type AnyDiagnosis = Diagnosis;
