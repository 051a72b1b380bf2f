import type { Check } from '../checks/check.ts';
import type { FleetWords, Outcome } from '../checks/fleet.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Dates } from '../words/dates.ts';
import { daysIn, type Days } from '../words/days.ts';
import type { DigestWords } from '../words/digest.en.ts';
import { digestWordsIn } from '../words/digest.ts';
import type { Locale } from '../words/locale.ts';
import type { NamedIncident } from './digest-report.ts';
import type { Changed } from './digest.ts';

/** More are counted. */
const MOST_NAMES = 5;

/** In which words a digest is told. */
export interface Telling {
  /** The check's own, in this language. */
  readonly fleetWords: FleetWords;
  readonly locale: Locale;
  /** Of the check's schedule (`Fleet.timeZone`). */
  readonly timeZone: string;
  /** Those that are open while it is told, newest first; left out: none. null: they could not be read. */
  readonly openIncidents?: readonly NamedIncident[] | null;
}

/**
 * In which words the digests of a check are told.
 * @param openIncidents to be named by it, newest first; null: they could not be read
 * @throws where the check has none
 */
export function tellingOf(
  check: Check,
  locale: Locale,
  openIncidents: readonly NamedIncident[] | null = [],
): Telling {
  const { fleet } = check;
  const fleetWords = check.words(locale).fleet;
  if (fleet === null || fleetWords === null) throw new Error(`the check "${check.id}" has no digests`);
  return { fleetWords, locale, timeZone: fleet.timeZone, openIncidents };
}

/** Everything that the words of one digest are made with. */
export interface Speech {
  readonly fleetWords: FleetWords;
  readonly words: DigestWords;
  readonly dates: Dates;
  /** Those of the schedule's zone. */
  readonly days: Days;
  /** The last complete digest, as in "on Mon 14 July"; null: there was none. */
  readonly lastTime: string | null;
  readonly openIncidents: readonly NamedIncident[] | null;
}

/** @param baselineAtMs null: there is none */
export function speechOf(
  { fleetWords, locale, timeZone, openIncidents = [] }: Telling,
  asOfMs: EpochMs,
  baselineAtMs: EpochMs | null,
): Speech {
  const words = digestWordsIn(locale);
  const dates = words.dates(timeZone, asOfMs);
  const isSameDay = baselineAtMs !== null && dates.day(baselineAtMs) === dates.day(asOfMs);
  return {
    fleetWords,
    words,
    dates,
    days: daysIn(timeZone),
    openIncidents,
    lastTime: baselineAtMs === null ? null : words.lastTime(baselineAtMs, isSameDay, dates),
  };
}

/** "missing: the weekly run made no link"; the code of a verdict that was kept by another release, whose rules had it. */
export function statementOf(outcome: Outcome, { fleetWords }: Pick<Telling, 'fleetWords'>): string {
  return fleetWords.knows(outcome.code) ? fleetWords.statement(outcome) : outcome.code;
}

/** "since Mon 2 June or earlier"; '' where nobody knows. */
export function sinceSaid({ since }: Outcome, { words, dates }: Speech): string {
  return since === null ? '' : words.since(since, dates);
}

/** "A, B, C, D, E and 2 more". Names are no keys: each has what tells it apart behind it. */
export function listOf(outcomes: readonly Outcome[], { words, fleetWords }: Speech): string {
  const names = outcomes
    .slice(0, MOST_NAMES)
    .map((outcome) => words.subject(outcome.name, fleetWords.listed(outcome)));
  return words.names(names, outcomes.length);
}

/** The same of those who changed, as they are now. */
export function listOfChanged(changes: readonly Changed[], speech: Speech): string {
  return listOf(
    changes.map(({ before, after }) => after ?? before),
    speech,
  );
}
