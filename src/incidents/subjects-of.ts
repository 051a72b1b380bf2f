import type { Standing } from '../checks/following.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import { isNotWell } from '../diagnosis/verdict.ts';
import type { Fact, SubjectRef } from './fact.ts';
import { isOf, type FactOf } from './fact-search.ts';
import type { IncidentSubject, LastCheck } from './incident.ts';
import { isSameVerdict } from './same-verdict.ts';
import { isSameSubject, keyOf } from './subject-key.ts';

type SubjectFact = FactOf<'subject-added' | 'subject-removed' | 'verdict-changed'>;

/** What of a subject is known on the way through its facts. */
interface Known {
  readonly subject: IncidentSubject;
  /** The newest fact that tells how it stands. */
  readonly standingAtMs: EpochMs;
  readonly wasNotWell: boolean;
}

/** Everybody who is or was in an incident, in the order in which they came first. */
export function subjectsOf(facts: readonly Fact[], lastCheck: LastCheck | null): readonly IncidentSubject[] {
  const bySubject = new Map<string, Known>();
  for (const fact of facts.filter(isSubjectFact)) learn(bySubject, fact);
  return [...bySubject.values()].map((known) => asCheckedLast(known, lastCheck));
}

/** The same after each of the facts, without any check: in one go, however many there are. */
export function subjectsAlong(facts: readonly Fact[]): readonly (readonly IncidentSubject[])[] {
  const bySubject = new Map<string, Known>();
  const told = new Map<Known, IncidentSubject>();
  let now: readonly IncidentSubject[] = [];
  return facts.map((fact) => {
    if (!isSubjectFact(fact)) return now;
    const known = learn(bySubject, fact);
    if (known !== null) told.set(known, asCheckedLast(known, null));
    now = [...bySubject.values()].flatMap((each) => told.get(each) ?? []);
    return now;
  });
}

/** @returns what is known of whom the fact is about; null: nothing yet */
function learn(bySubject: Map<string, Known>, fact: SubjectFact): Known | null {
  const key = keyOf(fact.body);
  const known = after(bySubject.get(key) ?? null, fact);
  if (known !== null) bySubject.set(key, known);
  return known;
}

/** The facts that tell how a subject stood, oldest first. */
export function standingFactsOf(
  facts: readonly Fact[],
  ref: SubjectRef,
): readonly FactOf<'subject-added' | 'verdict-changed'>[] {
  return facts
    .filter(isOf('subject-added', 'verdict-changed'))
    .filter(({ body }) => isSameSubject(body, ref));
}

/** How a subject looked at the last check, whether that could tell its verdict or not: what is planned is known all the same. */
export function lastSeenOf(subject: IncidentSubject, lastCheck: LastCheck | null): Standing {
  return lastCheck?.seen.find((seen) => isSameSubject(seen, subject))?.standing ?? subject.now;
}

/** The same with the name that is known of it from elsewhere: somebody who cannot be read now, or is not there any more, has only an id. */
export function withKnownName(standing: Standing, known: Standing): Standing {
  const { outcome } = standing;
  if (hasName(standing) || !hasName(known)) return standing;
  const { name, kind } = known.outcome;
  return { ...standing, outcome: { ...outcome, name, kind: outcome.kind ?? kind } };
}

const isSubjectFact: (fact: Fact) => fact is SubjectFact = isOf(
  'subject-added',
  'subject-removed',
  'verdict-changed',
);

/** What a fact makes of what is known. One that does not concern a subject as it is now (one that was taken out, say) changes nothing. */
function after(known: Known | null, { body, atMs }: SubjectFact): Known | null {
  const isIn = known !== null && known.subject.removedAtMs === null;
  switch (body.kind) {
    case 'subject-added':
      return isIn ? known : added(known, body, atMs);
    case 'subject-removed':
      return isIn ? { ...known, subject: { ...known.subject, removedAtMs: atMs } } : known;
    case 'verdict-changed':
      return isIn ? changed(known, body, atMs) : known;
  }
}

/** One that comes back is the same one: it came when it came first, and what was wrong with it then is not forgotten. */
function added(known: Known | null, seen: FactOf<'subject-added'>['body'], atMs: EpochMs): Known {
  const { checkId, subjectId, standing, diagnosisId } = seen;
  const isProved = isProvedWith(known, standing, false);
  return {
    subject: {
      checkId,
      subjectId,
      first: known?.subject.first ?? standing,
      now: known === null ? standing : withKnownName(standing, known.subject.now),
      diagnosisId,
      isProved,
      isWell: isProved && standing.outcome.state === 'on-schedule',
      removedAtMs: null,
    },
    standingAtMs: atMs,
    wasNotWell: wasNotWellWith(known, standing),
  };
}

function changed(known: Known, seen: FactOf<'verdict-changed'>['body'], atMs: EpochMs): Known {
  const { subject } = known;
  const { standing, diagnosisId, isRecovery } = seen;
  const isProved = isProvedWith(known, standing, isRecovery);
  const isWell = isProved && standing.outcome.state === 'on-schedule';
  const now = withKnownName(standing, subject.now);
  return {
    subject: { ...subject, now, diagnosisId, isProved, isWell },
    standingAtMs: atMs,
    wasNotWell: wasNotWellWith(known, standing),
  };
}

/**
 * Only a recovery proves that somebody who was not well is well again, and of somebody who never was, to be seen on schedule; only not being well
 * undoes it.
 */
function isProvedWith(known: Known | null, { outcome }: Standing, isRecovery: boolean): boolean {
  if (isNotWell(outcome)) return false;
  const isSeenWell = outcome.state === 'on-schedule' && known?.wasNotWell !== true;
  return isRecovery || isSeenWell || known?.subject.isProved === true;
}

function wasNotWellWith(known: Known | null, { outcome }: Standing): boolean {
  return known?.wasNotWell === true || isNotWell(outcome);
}

/** The last check has newer dates and figures of whoever stands as the facts tell. Of what it could not tell, those before it have; and its name, whoever knows it. */
function asCheckedLast({ subject, standingAtMs }: Known, lastCheck: LastCheck | null): IncidentSubject {
  if (lastCheck === null || lastCheck.atMs < standingAtMs || subject.removedAtMs !== null) {
    return { ...subject, first: withKnownName(subject.first, subject.now) };
  }
  const own = [...lastCheck.seen, ...(lastCheck.remembered ?? [])].filter((each) =>
    isSameSubject(each, subject),
  );
  const told = own.find(({ standing }) => isSameVerdict(standing.outcome, subject.now.outcome));
  const standings = [told?.standing ?? subject.now, subject.now, ...own.map(({ standing }) => standing)];
  const now = standings.reduce(withKnownName);
  const first = withKnownName(subject.first, now);
  return { ...subject, first, now, diagnosisId: told?.diagnosisId ?? subject.diagnosisId };
}

function hasName({ outcome: { name, subjectId } }: Standing): boolean {
  return name.trim() !== '' && name !== subjectId;
}
