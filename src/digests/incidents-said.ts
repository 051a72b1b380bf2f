import type { DigestWords } from '../words/digest.en.ts';
import type { NamedIncident } from './digest-report.ts';

/** More are counted. */
const MOST_NAMED = 5;

/** "#7 P2 “clinics silently skipped”: 1 of 3 not well and 2 more"; null: none is open. @param incidents null: they could not be read */
export function incidentsSaid(
  words: Pick<DigestWords, 'incident' | 'incidentInPart' | 'incidentsUnread' | 'names'>,
  incidents: readonly NamedIncident[] | null,
): string | null {
  if (incidents === null) return words.incidentsUnread;
  if (incidents.length === 0) return null;
  const named = incidents.slice(0, MOST_NAMED).map(({ subjectIds, isReadInPart, ...incident }) => {
    const said = words.incident({ ...incident, of: subjectIds.length });
    return isReadInPart === true ? words.incidentInPart(said) : said;
  });
  return words.names(named, incidents.length);
}

/** The numbers of the incidents that somebody belongs to: "#7". @param incidents null: they could not be read, as the digest says */
export function numbersOf(incidents: readonly NamedIncident[] | null, subjectId: string): readonly string[] {
  return (incidents ?? [])
    .filter(({ subjectIds }) => subjectIds.includes(subjectId))
    .map(({ number }) => `#${number}`);
}
