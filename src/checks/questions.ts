import type { ZodType } from 'zod';
import type { EpochMs, Window } from '../diagnosis/time.ts';

/** What a check may ask of Sentry: which events of the watched kinds name one of these ids. */
export interface ExceptionsQuestion {
  /** Lower-case UUIDs; `all`: every event that names anybody, for reading all subjects at once. */
  readonly ids: readonly string[] | 'all';
  /** Exception classes, as they stand in `error.type`. */
  readonly exceptionTypes: readonly string[];
  /** Constant beginnings of messages, as `unknown provider for id - `. */
  readonly messagePhrases: readonly string[];
  /** The tag that carries the id, where the application sets one. */
  readonly idTag: string | null;
  /** The id may stand only in extra data, which no search sees: events are then read in full. */
  readonly idInExtraData: boolean;
  /** `untilMs` is the as-of: nothing later counts. */
  readonly window: Window;
  /** Events without any id are counted at least back to this instant. */
  readonly sweepFromMs: EpochMs;
}

/** One event of a watched kind. Nothing of its text passes on but the ids that it names. */
export interface ExceptionEvent {
  readonly eventId: string;
  readonly issueId: string;
  /** The exception class, or the message phrase, that the event was found by. */
  readonly kind: string;
  readonly atMs: EpochMs;
  /** Every UUID that the event's message, exception values, tag or extra data hold, lower-case. Empty: unattributable. */
  readonly namedIds: readonly string[];
  readonly url: string;
}

/** One issue of a watched kind, with Sentry's own count of its events, all time. */
export interface ExceptionIssue {
  readonly issueId: string;
  readonly kind: string;
  readonly totalEvents: number;
  readonly lastSeenMs: EpochMs | null;
  readonly url: string;
}

export interface ExceptionsAnswer {
  /** Events that name at least one of the asked ids, newest first, each once. */
  readonly naming: readonly ExceptionEvent[];
  /** The newest events of the watched kinds, whomever they name, read back to `readFromMs`. */
  readonly sweep: { readonly events: readonly ExceptionEvent[]; readonly readFromMs: EpochMs };
  readonly issues: readonly ExceptionIssue[];
}

/** Which streams of Loki belong to the application. */
export interface LogSelector {
  /** The label that names the app, e.g. `app`. */
  readonly appLabel: string;
  readonly apps: readonly string[];
  /** Further exact labels, e.g. the environment. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What a check may ask of Loki: the lines that hold one of these constant phrases, and whether the apps were logging at all. */
export interface LinesQuestion {
  readonly selector: LogSelector;
  readonly phrases: readonly string[];
  /** A phrase that shows that the job ran; null where the team has none. */
  readonly runPhrase: string | null;
  /** `untilMs` is the as-of: nothing later counts. */
  readonly window: Window;
  /** The windows in which logging is counted, newest first. The first pieces of the log query follow them. */
  readonly slotWindows: readonly Window[];
}

export interface LogLine {
  readonly atMs: EpochMs;
  readonly app: string;
  /** The phrase that was searched and is in this line. */
  readonly phrase: string;
  /** The raw line. It may hold names and addresses: for matching in memory only, never kept, logged or shown. */
  readonly text: string;
}

export interface LinesAnswer {
  /** Oldest first, each once. Complete from `coveredFromMs` to the end of the asked window. */
  readonly lines: readonly LogLine[];
  readonly coveredFromMs: EpochMs;
  readonly apps: readonly { readonly app: string; readonly newestLineAtMs: EpochMs | null }[];
  /** One entry per asked slot window that could be counted. A window that could not be counted is missing. */
  readonly logging: readonly {
    readonly window: Window;
    readonly lineCountByApp: Readonly<Record<string, number>>;
    /** How many lines held the run phrase; null where none is configured. */
    readonly runLineCount: number | null;
  }[];
}

/** One SQL statement with the shape of its rows. */
export interface Statement<Row> {
  readonly name: string;
  readonly sql: string;
  readonly params: readonly unknown[];
  readonly row: ZodType<Row>;
}

/** What a check may ask of the delivery database: statements that run in one read-only transaction, so that they see one state. */
export interface RowsQuestion {
  readonly statements: readonly Statement<unknown>[];
  readonly window: Window;
}

/** The rows of each statement, parsed. */
export interface RowsAnswer {
  /** The rows of a statement of this very question. Throws when the statement was not asked. */
  rowsOf<Row>(statement: Statement<Row>): readonly Row[];
}

/** What a check asks; a source that is left out is not asked. */
export interface Questions {
  readonly sentry?: ExceptionsQuestion;
  readonly loki?: LinesQuestion;
  readonly delivery?: RowsQuestion;
}

/** Maps each source to its question and its answer. */
export interface SourceContract {
  sentry: { question: ExceptionsQuestion; answer: ExceptionsAnswer };
  loki: { question: LinesQuestion; answer: LinesAnswer };
  delivery: { question: RowsQuestion; answer: RowsAnswer };
}
