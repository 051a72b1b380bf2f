import type { Standing } from '../checks/following.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import { isNotWell } from '../diagnosis/verdict.ts';
import type { Fact } from './fact.ts';
import type { Incident, IncidentSubject } from './incident.ts';
import { lastSeenOf, standingFactsOf } from './subjects-of.ts';

/**
 * How a subject stood whenever it was not well, oldest first, as any check of the incident has seen it: facts tell of changes alone, so what
 * was known just before one, and by the last check, counts too.
 */
export function notWellStandingsOf(
  { facts, lastCheck }: Pick<Incident, 'facts' | 'lastCheck'>,
  subject: IncidentSubject,
): readonly Standing[] {
  const told = standingFactsOf(facts, subject).flatMap(({ body }) =>
    body.kind === 'verdict-changed' ? [body.before, body.standing] : [body.standing],
  );
  return [...told, subject.now, lastSeenOf(subject, lastCheck)].filter(({ outcome }) => isNotWell(outcome));
}

/** A subject seen not well, and when. */
export type SeenNotWell = ReturnType<typeof standingFactsOf>[number];

/** The fact that saw a subject not well for the first time; undefined: it was well whenever it was seen. */
export function firstNotWellOf(facts: readonly Fact[], subject: IncidentSubject): SeenNotWell | undefined {
  return standingFactsOf(facts, subject).find(({ body }) => isNotWell(body.standing.outcome));
}

/** When the bot saw a subject not well for the first time, before it came in or after; null: it has never. */
export function detectedAtMsOf(facts: readonly Fact[], subject: IncidentSubject): EpochMs | null {
  const before = standingFactsOf(facts, subject).flatMap(({ body }) =>
    body.kind === 'subject-added' ? (body.detectedAtMs ?? []) : [],
  );
  const seenAtMs = [...before, firstNotWellOf(facts, subject)?.atMs ?? Infinity];
  const firstAtMs = Math.min(...seenAtMs);
  return firstAtMs === Infinity ? null : firstAtMs;
}

/** Whom an incident is about: those in it. Whoever was taken out is another case, unless nobody is left: then all who ever were. */
export function concernedIn<Subject>({
  subjects,
  everSubjects,
}: {
  readonly subjects: readonly Subject[];
  readonly everSubjects: readonly Subject[];
}): readonly Subject[] {
  return subjects.length > 0 ? subjects : everSubjects;
}

/** Since when they are not well: the earliest, and of two at once the one that is known for sure. null: nobody knows. */
export function earliestSinceOf(
  standings: readonly Standing[],
): { readonly atMs: EpochMs; readonly isAtLeast: boolean } | null {
  const sinces = standings.flatMap(({ outcome }) => outcome.since ?? []);
  return sinces.toSorted((a, b) => a.atMs - b.atMs || Number(a.isAtLeast) - Number(b.isAtLeast))[0] ?? null;
}
