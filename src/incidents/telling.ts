import type { Check } from '../checks/check.ts';
import type { OutcomeWords } from '../checks/fleet.ts';
import type { Standing } from '../checks/following.ts';
import type { CheckWords, Noun } from '../checks/report.ts';
import { STATES, type State } from '../diagnosis/verdict.ts';
import type { Dates } from '../words/dates.ts';
import type { IncidentWords } from '../words/incident.en.ts';
import { incidentWordsIn } from '../words/incident.ts';
import type { Locale } from '../words/locale.ts';
import type { Part } from '../words/said.ts';
import type { Author, SubjectRef } from './fact.ts';
import type { Incident, IncidentIdentity, IncidentSubject } from './incident.ts';
import { keepsOpen } from './status.ts';

/** Longer ones are cut: a name is no place for a story. */
const MAX_NAME = 100;
/** More are counted. */
const MOST_NAMES = 8;

/** In which words an incident is told. */
export interface IncidentTelling {
  readonly words: IncidentWords;
  readonly locale: Locale;
  /** IANA name of the zone that times are told in. */
  readonly timeZone: string;
  /** Years are told where they are not that of the opening, so that the same fact is told alike whenever it is. */
  readonly dates: Dates;
  /** The words of a check in this language; null: it is there no more, or never was. */
  readonly wordsOf: (
    checkId: string,
  ) => Pick<CheckWords<unknown>, 'noun' | 'listed' | 'following' | 'fleet'> | null;
}

/** In which words an incident is told, in its zone. @param locale that of the incident, or of whoever has asked for it */
export function incidentTellingOf(
  checks: readonly Check[],
  { timeZone, openedAtMs }: Pick<IncidentIdentity, 'timeZone' | 'openedAtMs'>,
  locale: Locale,
): IncidentTelling {
  const words = incidentWordsIn(locale);
  const byId = new Map(checks.map((check) => [check.id, check.words(locale)]));
  return {
    words,
    locale,
    timeZone,
    dates: words.dates(timeZone, openedAtMs),
    wordsOf: (checkId) => byId.get(checkId) ?? null,
  };
}

/** A subject, and how it stands. */
export interface Stands extends SubjectRef {
  readonly standing: Standing;
}

/** A subject of an incident as it stands by the last check that could tell. */
export function standsNow({
  checkId,
  subjectId,
  now,
}: Pick<IncidentSubject, 'checkId' | 'subjectId' | 'now'>): Stands {
  return { checkId, subjectId, standing: now };
}

/** "Duke Health (clinic · b8608be4)" */
export function subjectSaid({ checkId, subjectId, standing }: Stands, telling: IncidentTelling): string {
  const { following, listed } = telling.wordsOf(checkId) ?? { following: null, listed: null };
  const { name, kind } = standing.outcome;
  const details =
    following?.listed(standing.outcome) ?? listed?.({ id: subjectId, name, kind, figures: {} }) ?? subjectId;
  return named(subjectId, name, details, telling);
}

/** The same of somebody of whom only the name is known. */
export function subjectNamed(
  { checkId, subjectId, name }: SubjectRef & { readonly name: string },
  telling: IncidentTelling,
): string {
  const details = telling.wordsOf(checkId)?.listed({ id: subjectId, name, kind: null, figures: {} });
  return named(subjectId, name, details ?? subjectId, telling);
}

/**
 * The words that there are for a verdict; null: its check is not there any more, or says nothing of incidents, or the verdict was kept by another
 * release, whose rules had it.
 */
export function wordsFor(
  checkId: string,
  code: string,
  { wordsOf }: Pick<IncidentTelling, 'wordsOf'>,
): OutcomeWords | null {
  const words = wordsOf(checkId)?.following ?? null;
  return words?.knows(code) === true ? words : null;
}

/** "missing: the weekly run made no link"; the code of its verdict where there are no words for it. */
export function statementOf({ checkId, standing }: Stands, telling: IncidentTelling): string {
  const { outcome } = standing;
  return wordsFor(checkId, outcome.code, telling)?.statement(outcome) ?? outcome.code;
}

/** Its verdict, and that a planned run has still to prove it where it only seems well. */
export function statementNow(
  subject: Pick<IncidentSubject, 'checkId' | 'subjectId' | 'now' | 'isWell'>,
  telling: IncidentTelling,
): string {
  const statement = statementOf(standsNow(subject), telling);
  const isUnproved = subject.now.outcome.state === 'on-schedule' && !subject.isWell;
  return isUnproved ? `${statement}; ${telling.words.notProved}` : statement;
}

/** "since Mon 2 June 11:00 PDT; 6 planned runs missed"; empty: it is well, or nobody knows. */
export function sinceSaid(
  { outcome, missedRunsAtMs, missedAtLeast }: Standing,
  { words, dates }: IncidentTelling,
): readonly string[] {
  return [
    ...(outcome.since === null
      ? []
      : [words.since(dates.zoned(outcome.since.atMs), outcome.since.isAtLeast)]),
    ...(missedRunsAtMs.length === 0 ? [] : [words.missedRuns(missedRunsAtMs.length, missedAtLeast)]),
  ];
}

/** "A, B and 10 more" */
export function listSaid(subjects: readonly string[], { words }: IncidentTelling): string {
  return words.names(subjects.slice(0, MOST_NAMES), subjects.length);
}

/** What those of one check are called; a general word where they are of several. */
export function nounOf(subjects: readonly Pick<SubjectRef, 'checkId'>[], telling: IncidentTelling): Noun {
  const [first, ...others] = new Set(subjects.map(({ checkId }) => checkId));
  const noun = first === undefined || others.length > 0 ? null : telling.wordsOf(first)?.noun;
  return noun ?? telling.words.noun;
}

/** Whoever did it, as a part of a sentence. */
export function authorSaid(by: Author, { words }: IncidentTelling): Part {
  return by.kind === 'person' ? { userId: by.userId } : words.bot;
}

/** "#7 P2 · clinics silently skipped" */
export function headlineOf(
  { number, severity, title }: Pick<Incident, 'number' | 'severity' | 'title'>,
  { words }: Pick<IncidentTelling, 'words'>,
): string {
  return words.headline(number, severity, title);
}

/**
 * "2 of 3 are still missing: A and B": the warning where an incident is, or is to be, declared resolved; null: all who are expected to be are well,
 * or there is nobody.
 */
export function stillNotWell(
  { subjects }: Pick<Incident, 'subjects'>,
  telling: IncidentTelling,
): string | null {
  const notWell = subjects.filter(keepsOpen).map(standsNow);
  return notWell.length === 0 ? null : stillNotWellSaid(notWell, subjects.length, telling);
}

/** The same of those who are not well, among so many. */
export function stillNotWellSaid(notWell: readonly Stands[], of: number, telling: IncidentTelling): string {
  const list = listSaid(
    notWell.map((subject) => subjectSaid(subject, telling)),
    telling,
  );
  return telling.words.stillNotWell({ count: notWell.length, of, state: oneStateOf(notWell) }, list);
}

/** The state that all of them are in; null: they are in several, or in one that is as good as well. */
export function oneStateOf(subjects: readonly Stands[]): State | null {
  const [state, ...others] = new Set(subjects.map(({ standing }) => standing.outcome.state));
  const isTelling = state === 'missing' || state === 'partial' || state === 'unknown';
  return isTelling && others.length === 0 ? state : null;
}

/** The worst of them first. */
export function worstOf(subjects: readonly Stands[]): State {
  return (
    STATES.find((state) => subjects.some(({ standing }) => standing.outcome.state === state)) ?? 'unknown'
  );
}

function named(subjectId: string, name: string, details: string, { words }: IncidentTelling): string {
  const trimmed = name.trim();
  // Nothing is said twice of somebody without a name.
  if (trimmed === '' || trimmed === subjectId) return cut(subjectId);
  return words.subject(cut(trimmed), cut(details));
}

function cut(text: string): string {
  const characters = Array.from(text);
  return characters.length <= MAX_NAME ? text : `${characters.slice(0, MAX_NAME - 1).join('')}…`;
}
