import type { DigestWords } from '../words/digest.en.ts';
import type { NamedIncident } from './digest-report.ts';

/** More are counted. */
const MOST_NAMED = 5;

/** "#7 P2 clinics silently skipped (3) and 2 more"; null: none is open. */
export function incidentsSaid(
  { incident, names }: Pick<DigestWords, 'incident' | 'names'>,
  incidents: readonly NamedIncident[],
): string | null {
  if (incidents.length === 0) return null;
  const named = incidents
    .slice(0, MOST_NAMED)
    .map(({ number, severity, title, subjectIds }) => incident(number, severity, title, subjectIds.length));
  return names(named, incidents.length);
}

/** The numbers of the incidents that somebody belongs to: "#7". */
export function numbersOf(incidents: readonly NamedIncident[], subjectId: string): readonly string[] {
  return incidents
    .filter(({ subjectIds }) => subjectIds.includes(subjectId))
    .map(({ number }) => `#${number}`);
}
