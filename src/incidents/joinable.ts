import { isNotWell } from '../diagnosis/verdict.ts';
import type { SubjectSeen } from './fact.ts';
import type { Incident } from './incident.ts';
import { isUnderWay } from './status.ts';
import { isSameSubject } from './subject-key.ts';

/**
 * The incidents that somebody may want to join instead of opening another one: those that have one of the same subjects first, then those
 * with a subject of the same verdict; of equals in the order given.
 */
export function joinableOf(
  incidents: readonly Incident[],
  seen: readonly SubjectSeen[],
): readonly Incident[] {
  return incidents
    .filter(isUnderWay)
    .map((incident) => ({
      incident,
      sameSubjects: seen.filter((each) => hasSubject(incident, each)).length,
      sameVerdicts: seen.filter((each) => hasVerdict(incident, each)).length,
    }))
    .filter(({ sameSubjects, sameVerdicts }) => sameSubjects + sameVerdicts > 0)
    .toSorted((a, b) => b.sameSubjects - a.sameSubjects || b.sameVerdicts - a.sameVerdicts)
    .map(({ incident }) => incident);
}

/** So many are offered at most: more would hide the form. */
export const MOST_OFFERED = 3;

/** Those of the first that could be joined which whoever opens another one was not offered, in the order in which they are to be. */
export function unofferedOf(
  incidents: readonly Incident[],
  seen: readonly SubjectSeen[],
  offeredIds: readonly string[],
): readonly Incident[] {
  return joinableOf(incidents, seen)
    .slice(0, MOST_OFFERED)
    .filter(({ id }) => !offeredIds.includes(id));
}

function hasSubject({ subjects }: Incident, seen: SubjectSeen): boolean {
  return subjects.some((subject) => isSameSubject(subject, seen));
}

/** By the verdict that a subject came in with, too. That two are well, or unknown, makes them no case of the same. */
function hasVerdict({ subjects }: Incident, { checkId, standing }: SubjectSeen): boolean {
  const { outcome } = standing;
  return (
    isNotWell(outcome) &&
    subjects.some(
      (subject) =>
        subject.checkId === checkId &&
        [subject.first, subject.now].some((own) => own.outcome.code === outcome.code),
    )
  );
}
