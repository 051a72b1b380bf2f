import { clocksOf } from '../../src/incidents/clocks-of.ts';
import type { ClockMark } from '../../src/incidents/fact.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { keepsOpen } from '../../src/incidents/status.ts';
import { incidentTellingOf, standsNow, stillNotWellSaid } from '../../src/incidents/telling.ts';
import { incidentWordsIn } from '../../src/words/incident.ts';
import type { Handling, Viewer } from './handling.ts';

/** What is done to an incident, and by whom, is for engineers to tell: what the help desk tells of it is an event without a mark. */
const OF_ENGINEERS: ReadonlySet<ClockMark> = new Set(['engaged', 'mitigated', 'fixed']);

/** These run from the report. */
const AFTER_REPORT: ReadonlySet<ClockMark> = new Set(['first-reaction', 'engaged', 'mitigated', 'fixed']);

/** The clock that somebody's event moves; null: none, or it is not theirs to move. */
export function markOf(said: ClockMark | null, { audience }: Pick<Viewer, 'audience'>): ClockMark | null {
  return said !== null && OF_ENGINEERS.has(said) && audience !== 'engineer' ? null : said;
}

/** A clock that somebody's event was meant to move, with the event as it is kept. */
export interface MarkedEvent {
  /** What its words say. */
  readonly said: ClockMark | null;
  readonly atMs: number;
}

/** What whoever moved a clock must know: that it was not theirs to move, that nobody is well yet, that it lies before the report. */
export function clockNotes(
  { checks }: Handling,
  incident: Incident,
  { said, atMs }: MarkedEvent,
  viewer: Viewer,
): readonly string[] {
  if (said === null) return [];
  const says = viewer.words.incidents.told;
  if (markOf(said, viewer) === null) {
    return [says.markOfEngineers(incidentWordsIn(viewer.locale).marks[said])];
  }
  const telling = incidentTellingOf(checks, incident, viewer.locale);
  const { subjects } = incident;
  const notWell = said === 'fixed' ? subjects.filter(keepsOpen) : [];
  const reportedAtMs = clocksOf(incident).reported.atMs;
  const isBefore = AFTER_REPORT.has(said) && atMs < reportedAtMs;
  return [
    ...(notWell.length === 0
      ? []
      : [says.notWellYet(stillNotWellSaid(notWell.map(standsNow), subjects.length, telling))]),
    ...(isBefore ? [says.beforeReport(telling.dates.zoned(reportedAtMs))] : []),
  ];
}
