import { isNotWell } from '../diagnosis/verdict.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { BodyOf, SubjectRef } from './fact.ts';
import type { Incident, IncidentSubject } from './incident.ts';
import type { Look } from './look.ts';
import { isSameSubject } from './subject-key.ts';
import { lastSeenOf } from './subjects-of.ts';

/**
 * Who was not well at a planned run that can be judged since the last look, though it is declared resolved: once for each such run. Whose verdict
 * has changed is told by that.
 * @param incident as it was before the look
 */
export function stillNotWellOf(
  incident: Incident,
  look: Look,
  changed: readonly SubjectRef[],
): readonly BodyOf<'still-not-well'>[] {
  if (incident.status !== 'resolved') return [];
  const failed = incident.subjects
    .filter((subject) => !changed.some((each) => isSameSubject(each, subject)))
    .flatMap((subject) => {
      const runAtMs = runFailedAt(subject, incident.lastCheck, look);
      return runAtMs === null ? [] : [{ runAtMs, subject }];
    });
  return [...Map.groupBy(failed, ({ runAtMs }) => runAtMs)].map(([runAtMs, group]) => ({
    kind: 'still-not-well',
    runAtMs,
    notWell: group.map(({ subject: { checkId, subjectId } }) => ({ checkId, subjectId })),
  }));
}

/** The newest planned run that this look could judge and those before could not, where somebody is not well after it; null: there is no such. */
function runFailedAt(subject: IncidentSubject, lastCheck: Incident['lastCheck'], look: Look): EpochMs | null {
  const seen = look.checks.flatMap((check) => check.seen).find((each) => isSameSubject(each, subject));
  const awaited = lastSeenOf(subject, lastCheck).nextProof;
  if (seen === undefined || awaited === null || awaited.judgedAtMs > look.atMs) return null;
  const { outcome, nextProof, missedRunsAtMs } = seen.standing;
  const isJudged = nextProof === null || nextProof.plannedAtMs > awaited.plannedAtMs;
  if (!isJudged || !isNotWell(outcome)) return null;
  return Math.max(awaited.plannedAtMs, ...missedRunsAtMs);
}
