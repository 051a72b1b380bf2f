import type { Outcome } from '../checks/fleet.ts';
import { isNotWell } from '../diagnosis/verdict.ts';
import type { BodyOf, SubjectSeen } from './fact.ts';
import type { Incident, IncidentSubject } from './incident.ts';
import { canTell, type Look } from './look.ts';
import { isSameVerdict } from './same-verdict.ts';
import { isSameSubject } from './subject-key.ts';
import { standingFactsOf } from './subjects-of.ts';

/** Whether a planned run that was kept proves that somebody is well again (`Following.hasRecovered`); `false` where the check cannot tell. */
export type HasRecovered = (checkId: string, before: Outcome, after: Outcome) => boolean;

/** What a look tells of the incident's subjects that was not so before. */
export function verdictChangesOf(
  incident: Incident,
  look: Look,
  hasRecovered: HasRecovered,
): readonly BodyOf<'verdict-changed'>[] {
  return incident.subjects.flatMap((subject) => {
    const check = look.checks.find(({ seen }) => seen.some((each) => isSameSubject(each, subject)));
    const seen = check?.seen.find((each) => isSameSubject(each, subject));
    if (check === undefined || seen === undefined || isOutdated(incident, seen, look)) return [];
    const { outcome } = seen.standing;
    const { now } = subject;
    if (!canTell(now.outcome, outcome, check)) return [];
    const isRecovery = isRecoveryOf(incident, subject, outcome, hasRecovered);
    const isChange = !isSameVerdict(now.outcome, outcome);
    return isRecovery || isChange ? [{ kind: 'verdict-changed', before: now, isRecovery, ...seen }] : [];
  });
}

/** A recovery may be proved later than the verdict shows: by the next planned run of somebody who is on schedule already. */
export function isRecoveryOf(
  { facts }: Incident,
  subject: IncidentSubject,
  after: Outcome,
  hasRecovered: HasRecovered,
): boolean {
  if (subject.isProved || after.state !== 'on-schedule') return false;
  const outcomes = [
    ...standingFactsOf(facts, subject).map(({ body }) => body.standing.outcome),
    subject.now.outcome,
  ];
  const before = outcomes.findLast(isNotWell);
  return before !== undefined && hasRecovered(subject.checkId, before, after);
}

/** Somebody was added, or seen, while this look was under way. */
function isOutdated({ facts }: Incident, seen: SubjectSeen, { atMs }: Look): boolean {
  return standingFactsOf(facts, seen).some((fact) => fact.atMs > atMs);
}
