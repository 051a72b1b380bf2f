import type { NamedIncident } from '../digests/digest-report.ts';
import { unreadOf } from './fact-search.ts';
import type { Incident } from './incident.ts';
import type { Incidents } from './incidents.ts';
import { isAtOdds, isUnderWay, keepsOpen } from './status.ts';

/** Of so many that are not closed, the newest, it is looked which ones a digest names. */
const MOST_LOOKED_AT = 100;

/**
 * The incidents that a digest of a check names: those that are neither resolved nor closed, and about its subjects, or about nobody yet; and those
 * that were declared resolved though some of its subjects are not well. null: they could not be read, which is no reason to keep a digest from
 * people. @param onFailure told of that
 */
export async function namedInDigests(
  incidents: Pick<Incidents, 'list'>,
  checkId: string,
  onFailure: (cause: unknown) => void,
): Promise<readonly NamedIncident[] | null> {
  try {
    const open = await incidents.list('open', MOST_LOOKED_AT);
    return open.flatMap((incident) => namedOf(incident, checkId));
  } catch (cause) {
    onFailure(cause);
    return null;
  }
}

function namedOf(incident: Incident, checkId: string): readonly NamedIncident[] {
  const { number, severity, title, status, subjects, facts } = incident;
  const own = subjects.filter((subject) => subject.checkId === checkId);
  if (own.length === 0 && subjects.length > 0) return [];
  if (!isUnderWay(incident) && !isAtOdds({ status, subjects: own })) return [];
  return [
    {
      number,
      severity,
      title,
      subjectIds: own.map(({ subjectId }) => subjectId),
      notWell: own.filter(keepsOpen).length,
      well: own.filter(({ isWell }) => isWell).length,
      isResolved: status === 'resolved',
      isReadInPart: unreadOf(facts).length > 0,
    },
  ];
}
