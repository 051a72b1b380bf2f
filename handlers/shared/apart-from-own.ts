import type { SubjectRef } from '../../src/incidents/fact.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { isSameSubject } from '../../src/incidents/subject-key.ts';
import { incidentTellingOf, standsNow, subjectSaid } from '../../src/incidents/telling.ts';
import type { Handling, Viewer } from './handling.ts';

/** Of those who are to come into an incident, who is not in it yet, and the names of those who are, as lists have them. */
export function apartFromOwn<Ref extends SubjectRef>(
  { checks }: Handling,
  incident: Incident,
  refs: readonly Ref[],
  { locale }: Viewer,
): { readonly refs: readonly Ref[]; readonly names: readonly string[] } {
  const telling = incidentTellingOf(checks, incident, locale);
  const own = incident.subjects.filter((subject) => refs.some((ref) => isSameSubject(subject, ref)));
  return {
    refs: refs.filter((ref) => !own.some((subject) => isSameSubject(subject, ref))),
    names: own.map((subject) => subjectSaid(standsNow(subject), telling)),
  };
}
