import { unchanged, type Decided } from './decided.ts';
import type { SubjectRef, SubjectSeen } from './fact.ts';
import { isOf } from './fact-search.ts';
import type { Incident } from './incident.ts';
import { eachOnce, isSameSubject } from './subject-key.ts';

/** Those who are in the incident already are left as they are. */
export function decideAdding(
  { facts, subjects, status }: Incident,
  added: readonly SubjectSeen[],
  why: 'by-hand' | 'same-verdict',
): Decided {
  if (status === 'closed') return unchanged({ code: 'not-from-here', status });
  const isIn = (ref: SubjectRef) => subjects.some((subject) => isSameSubject(subject, ref));
  const fresh = eachOnce(added).filter((seen) => !isIn(seen));
  if (fresh.length > 0) return fresh.map((seen) => ({ kind: 'subject-added', why, ...seen }));
  const isOneOfThem = (ref: SubjectRef) => added.some((seen) => isSameSubject(seen, ref));
  const fact = facts.findLast((each) => isOf('subject-added')(each) && isOneOfThem(each.body)) ?? null;
  return unchanged({ code: 'already-so', fact });
}

export function decideRemoving({ facts, subjects, status }: Incident, ref: SubjectRef): Decided {
  if (status === 'closed') return unchanged({ code: 'not-from-here', status });
  const subject = subjects.find((each) => isSameSubject(each, ref));
  if (subject !== undefined) {
    const { checkId, subjectId, now } = subject;
    return [{ kind: 'subject-removed', checkId, subjectId, name: now.outcome.name }];
  }
  const fact = facts.findLast((each) => isOf('subject-removed')(each) && isSameSubject(each.body, ref));
  return unchanged(fact === undefined ? { code: 'no-such-subject' } : { code: 'already-so', fact });
}
