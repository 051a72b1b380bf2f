import type { Check } from '../checks/check.ts';
import type { Outcome, OutcomeVerdict } from '../checks/fleet.ts';
import type { Standing } from '../checks/following.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { SubjectSeen } from './fact.ts';

/**
 * How a subject stands by a diagnosis, as an incident remembers it. Where its check does not follow subjects, by its id and verdict alone.
 * @param check the one that made the diagnosis, whose facts are as it has made or parsed them
 */
export function seenOf(check: Pick<Check, 'following'>, diagnosis: Diagnosis): SubjectSeen {
  const { checkId, subjectId, facts, verdict, id } = diagnosis;
  const { code, state, confidence } = verdict;
  const outcomeVerdict: OutcomeVerdict = { code, state, confidence };
  const standing =
    check.following?.standingOf(subjectId, facts, outcomeVerdict) ??
    standingOf({
      ...outcomeVerdict,
      subjectId,
      name: subjectId,
      kind: null,
      since: null,
      traits: {},
      figures: {},
    });
  return { checkId, subjectId, standing, diagnosisId: id };
}

/** How a subject stands by a run over all subjects. The first look of the incident tells more. */
export function seenInFleet(checkId: string, outcome: Outcome): SubjectSeen {
  return { checkId, subjectId: outcome.subjectId, standing: standingOf(outcome), diagnosisId: null };
}

/** Of an outcome alone nobody knows which planned runs were missed, or come next. */
function standingOf(outcome: Outcome): Standing {
  return {
    outcome,
    missedRunsAtMs: [],
    missedAtLeast: true,
    keptRunAtMs: null,
    isPending: false,
    nextProof: null,
  };
}
