import type { NamedIncident } from '../digests/digest-report.ts';
import type { Incident } from './incident.ts';
import type { Incidents } from './incidents.ts';
import { isUnderWay } from './status.ts';

/** Of so many that are not closed, the newest, it is looked which ones a digest names. */
const MOST_LOOKED_AT = 100;

/** The incidents that a digest of a check names: those that are neither resolved nor closed, and about its subjects, or about nobody yet. */
export async function namedInDigests(
  incidents: Pick<Incidents, 'list'>,
  checkId: string,
): Promise<readonly NamedIncident[]> {
  const open = await incidents.list('open', MOST_LOOKED_AT);
  return open.filter(isUnderWay).flatMap((incident) => namedOf(incident, checkId));
}

function namedOf({ number, severity, title, subjects }: Incident, checkId: string): readonly NamedIncident[] {
  const own = subjects.filter((subject) => subject.checkId === checkId);
  if (own.length === 0 && subjects.length > 0) return [];
  return [{ number, severity, title, subjectIds: own.map(({ subjectId }) => subjectId) }];
}
