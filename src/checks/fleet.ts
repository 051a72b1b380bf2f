import type { Reading, SourceId } from '../diagnosis/reading.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Confidence, State } from '../diagnosis/verdict.ts';
import type { Readings } from './check.ts';
import type { Questions, RowsAnswer, RowsQuestion } from './questions.ts';

/**
 * How a check reads all its subjects at once. The number of calls upstream does not grow with the number of subjects, only with the
 * pages of rows and with the failures found. Everything in it is pure; what a run has seen so far is held by `FleetSeen` alone.
 */
export interface Fleet<Facts = unknown> {
  /** Prepares what is asked once for all subjects: exceptions and lines whomever they name, and the rows that tell which subjects there are. */
  ask(request: FleetRequest): FleetInquiry<Facts>;
  /** What is remembered of one subject: small, whatever its facts are. */
  outcomeOf(subjectId: string, facts: Facts, verdict: OutcomeVerdict): Outcome;
  /**
   * Names what was out for everybody, where an outcome is nobody's own fault: `sender-not-running weekly 2025-07-21T18:00:00.000Z`. Outcomes
   * of the same name are told as one line. null: the subject's own.
   */
  outageOf(outcome: Outcome): string | null;
  /**
   * Whether somebody who was not well has recovered by being on schedule: at a planned run that is not older than the one that was failed at.
   * One that only goes by another plan now has not.
   */
  hasRecovered(before: Outcome, after: Outcome): boolean;
  /** The first instant after another one at which a planned run can be judged: a slot's tolerance has passed. null: never again. */
  nextReviewAfterMs(afterMs: EpochMs): EpochMs | null;
  /** The zone that digests tell times in. */
  readonly timeZone: string;
  /**
   * The same for settings that judge alike, and another one where they may not: a change is told, for verdicts may come of it. Whatever it is
   * where the check has no settings.
   */
  readonly settingsKey: string;
  /** What a subscription can be narrowed to, as they stand in `Outcome.traits`: `{ kind: ["Clinic", "Practice"], cadence: ["weekly"] }`. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

export interface FleetRequest {
  readonly asOfMs: EpochMs;
  /** The bot's clock when the run began. */
  readonly nowMs: EpochMs;
}

export interface FleetInquiry<Facts> {
  /** Asked once, all at the same time. `delivery` lists the subjects. */
  readonly questions: Questions;
  /** Looks at the answers, once for all pages. */
  see(readings: Readings): FleetSeen<Facts>;
}

export interface FleetSeen<Facts> {
  /** Whom to read, in the order of the pages; subjects known to be of no interest (not configured) are left out. */
  readonly subjectIds: readonly string[];
  /** Prepares what is asked of the rows of some of them. */
  pageOf(subjectIds: readonly string[]): FleetPage<Facts>;
  /** What all pages seen so far tell together. Asked once, after the last page. */
  summarise(): FleetSummary;
}

/** Some of the subjects of a fleet. */
export interface FleetPage<Facts> {
  readonly question: RowsQuestion;
  /**
   * The facts of those of the page that are watched, one after the other: one that is gone by now, or turns out not to be configured, is left
   * out. Nobody's where the reading failed. Gone through once.
   */
  see(reading: Reading<RowsAnswer>): Iterable<SubjectFacts<Facts>>;
}

export interface SubjectFacts<Facts> {
  readonly subjectId: string;
  readonly facts: Facts;
}

export interface OutcomeVerdict {
  readonly code: string;
  readonly state: State;
  readonly confidence: Confidence;
}

/** What a run remembers of one subject: enough to compare runs, to look for what the affected have in common, and to list them. */
export interface Outcome extends OutcomeVerdict {
  readonly subjectId: string;
  /** Text from outside: escape it. */
  readonly name: string;
  readonly kind: string | null;
  /** Since when it is not well; null where it is well, or where nobody knows. */
  readonly since: Since | null;
  /** What it may have in common with others: `{ kind: "Clinic", cadence: "weekly", size: "10–49", enrolledAt: 1751328000000 }`. Numbers are instants. */
  readonly traits: Readonly<Record<string, string | EpochMs | null>>;
  /** Text that `CheckWords.fleet` needs beside the code: figures and codes only. */
  readonly figures: Readonly<Record<string, string | number | boolean | null>>;
}

export interface Since {
  /** The first planned run that it missed. */
  readonly atMs: EpochMs;
  /** The data reaches no further back: it may have begun earlier. */
  readonly isAtLeast: boolean;
}

/** What a run tells of all subjects together, besides their outcomes. */
export interface FleetSummary {
  readonly canaries: readonly Canary[];
  readonly findings: readonly FleetFinding[];
}

/**
 * A sign of life of a source since the last planned run: a newer line of an app, a newer event of the project, any link in the fleet.
 * One that is missing means that what the run says is not to be trusted.
 */
export interface Canary {
  readonly source: SourceId;
  /** What was looked for. `rows`: that the database had all rows of the last planned run; told only where it is silent. */
  readonly sign: 'line' | 'event' | 'link' | 'rows';
  /** The app of a line; null otherwise. */
  readonly of: string | null;
  /** Newer than this it had to be. */
  readonly sinceMs: EpochMs;
  readonly newestAtMs: EpochMs | null;
  /** `unknown`: the source could not be asked. */
  readonly status: 'alive' | 'silent' | 'unknown';
}

/** Something worth knowing of the fleet: a code with its figures. Words are made at the rim (`CheckWords.fleet`). */
export interface FleetFinding {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number | boolean | null | readonly (string | number)[]>>;
  /** Everybody whom it is about, each once, the most important first; empty: the application as a whole. A narrowed digest keeps those that it watches. */
  readonly subjectIds: readonly string[];
  /**
   * What makes it the same finding at the next run, beside its code: nothing that moves with time alone, such as a window's beginning, and
   * nothing of whom it is about. Left out: all of its params.
   */
  readonly key?: string | undefined;
  /** Keys that it may have had at an earlier run, where everybody whom it is about now was in that one. */
  readonly formerKeys?: readonly string[] | undefined;
  /** How many things it is about that are no subjects. More than the last time are news, as many or fewer are not. */
  readonly count?: number | undefined;
}

/** The words of one check about an outcome, in one language: digests and incidents say it alike. Pure. */
export interface OutcomeWords {
  /** What tells a subject apart behind its name: "clinic · b8608be4". */
  listed(outcome: Outcome): string;
  /** "missing: the weekly run made no link". Throws where it does not know the verdict. */
  statement(outcome: Outcome): string;
  /** Whether it has words for a verdict: one that was kept may be of another release, whose rules had it. */
  knows(code: string): boolean;
  /** Whether the statement of a verdict that it knows holds figures or dates, which are each subject's own. */
  holdsFigures(code: string): boolean;
  /** "Mon 21 July 11:00 PDT" in the schedule's zone. */
  instant(atMs: EpochMs): string;
  /** "21 July 2025" in the schedule's zone. */
  day(atMs: EpochMs): string;
}

/** The words of one check about its fleet, in one language. Pure. */
export interface FleetWords extends OutcomeWords {
  /** "Portal links": what a digest is headed with. */
  readonly title: string;
  /** Outcomes of one outage (`Fleet.outageOf`), at least one: "the weekly run of Mon 21 July 11:00 PDT did not take place: 0 of 212 got a link". */
  outage(code: string, outcomes: readonly Outcome[]): string;
  finding(finding: FleetFinding): string;
  /** "kind", "size": the name of a trait. */
  traitName(trait: string): string;
  /** "clinic", "10–49 active care plans": a value of a trait, as it stands in a sentence. */
  traitValue(trait: string, value: string): string;
}
