import type { EpochMs } from '../diagnosis/time.ts';
import { unchanged, type Decided } from './decided.ts';
import type { BodyOf, SubjectRef, SubjectSeen } from './fact.ts';
import { isOf } from './fact-search.ts';
import type { Incident } from './incident.ts';
import { eachOnce, isSameSubject } from './subject-key.ts';
import { isRecoveryOf, type HasRecovered } from './verdict-changes.ts';

export interface SubjectToAdd extends SubjectSeen {
  /** When the bot had first seen it not well; left out: not before. */
  readonly detectedAtMs?: EpochMs;
}

/** Those who are in the incident already are left as they are. Whoever comes back and has recovered while they were out is told of as recovered. */
export function decideAdding(
  incident: Incident,
  added: readonly SubjectToAdd[],
  why: 'by-hand' | 'same-verdict',
  hasRecovered: HasRecovered,
): Decided {
  const { facts, subjects, status } = incident;
  if (status === 'closed') return unchanged({ code: 'not-from-here', status });
  const isIn = (ref: SubjectRef) => subjects.some((subject) => isSameSubject(subject, ref));
  const fresh = eachOnce(added).filter((seen) => !isIn(seen));
  if (fresh.length > 0) {
    return [
      ...fresh.map((seen) => ({ kind: 'subject-added', why, ...seen }) as const),
      ...fresh.flatMap((seen) => recoveryOf(incident, seen, hasRecovered)),
    ];
  }
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

/** A planned run that was kept meanwhile proves it now, not at the next look. */
function recoveryOf(
  incident: Incident,
  { checkId, subjectId, standing, diagnosisId }: SubjectSeen,
  hasRecovered: HasRecovered,
): readonly BodyOf<'verdict-changed'>[] {
  const known = incident.everSubjects.find((each) => isSameSubject(each, { checkId, subjectId }));
  if (known === undefined || !isRecoveryOf(incident, known, standing.outcome, hasRecovered)) return [];
  const seen = { checkId, subjectId, standing, diagnosisId };
  return [{ kind: 'verdict-changed', before: known.now, isRecovery: true, ...seen }];
}
