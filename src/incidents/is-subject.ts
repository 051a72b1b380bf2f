import type { Check } from '../checks/check.ts';
import type { SubjectRef } from './fact.ts';

/**
 * Whether this is the id of a subject of a check that there is, spelled as the check spells it. What comes back from a form can be anything, and
 * one statement asks for all subjects: a single id that the database refuses would leave nobody of them known.
 */
export function isSubject(
  checks: Iterable<Pick<Check, 'id' | 'subject'>>,
  { checkId, subjectId }: SubjectRef,
): boolean {
  for (const { id, subject } of checks) {
    if (id === checkId) return subject.find(subjectId).ids.includes(subjectId);
  }
  return false;
}
