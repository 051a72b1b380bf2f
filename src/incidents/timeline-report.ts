import { saidWith, type Said } from '../words/said.ts';
import { factSentence } from './fact-sentence.ts';
import type { TimelineLine } from './incident-report.ts';
import type { Incident } from './incident.ts';
import type { TimelineEntry } from './postmortem.ts';
import { authorSaid, type IncidentTelling } from './telling.ts';

/** The timeline in words, for people of one language, in the order of its entries. What was corrected says so, by whom and when. Pure. */
export function timelineReportOf(
  entries: readonly TimelineEntry[],
  incident: Incident,
  telling: IncidentTelling,
): readonly TimelineLine[] {
  return entries.map((entry) => ({
    seq: entry.seq,
    at: telling.dates.zoned(entry.atMs),
    said: saidWith(' · ', [
      factSentence(entry, incident, telling),
      ...entry.corrections.map((correction) => correctionSaid(correction, telling)),
    ]),
    withdrawn: entry.withdrawn === undefined ? null : withdrawalSaid(entry.withdrawn, telling),
  }));
}

function withdrawalSaid(
  { by, recordedAtMs }: NonNullable<TimelineEntry['withdrawn']>,
  telling: IncidentTelling,
): Said {
  const { words, dates } = telling;
  return words.timeline.withdrawnBy(authorSaid(by, telling), dates.zoned(recordedAtMs));
}

function correctionSaid(
  { by, recordedAtMs, wasText, wasAtMs }: TimelineEntry['corrections'][number],
  telling: IncidentTelling,
): Said {
  const { words, dates } = telling;
  const was = [...(wasText === null ? [] : [words.quoted(wasText)]), dates.zoned(wasAtMs)].join(', ');
  return words.timeline.correctedBy(authorSaid(by, telling), dates.zoned(recordedAtMs), was);
}
