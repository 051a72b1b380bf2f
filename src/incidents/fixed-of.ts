import type { Fixed, Moment, Unconfirmed } from './clocks.ts';
import { isOf, type FactOf } from './fact-search.ts';
import type { Incident, IncidentSubject } from './incident.ts';
import { byPerson, markedMoments, ofThisTime } from './marked.ts';
import { concernedIn } from './standings.ts';
import { isSwitchedOff } from './status.ts';
import { isSameSubject } from './subject-key.ts';
import { subjectsAlong } from './subjects-of.ts';

interface Mended extends Pick<Incident, 'facts' | 'subjects' | 'everSubjects' | 'status'> {
  /** Who was or had been in it with the fact of that number, and how they stood. */
  readonly everAt: (seq: number) => readonly IncidentSubject[];
}

/**
 * When an incident was fixed, since it was opened or opened anew: by somebody's mark, else by the check that saw the last of its subjects mended, else
 * by whoever declared it resolved. null: not yet, or what was said did not hold.
 */
export function fixedOf(incident: Omit<Mended, 'everAt'>): Fixed | null {
  const { facts } = incident;
  const along = subjectsAlong(facts);
  const everAt = (seq: number) => along[facts.findLastIndex((fact) => fact.seq <= seq)] ?? [];
  const mended = { ...incident, everAt };
  return markedFix(mended) ?? checkedFix(mended) ?? declaredFix(mended);
}

/** A planned run has proved it well, or nothing is expected of it any more. That nobody knows in between how it is undoes neither. */
function isMended(subject: IncidentSubject): boolean {
  return subject.isProved || isSwitchedOff(subject);
}

function markedFix(incident: Mended): Fixed | null {
  const current = new Set(ofThisTime(incident.facts).map(({ seq }) => seq));
  const marked = markedMoments(incident, 'fixed').findLast(({ seq }) => current.has(seq));
  return marked === undefined ? null : byWord(incident, marked.seq, marked.moment);
}

function declaredFix(incident: Mended): Fixed | null {
  const { facts, status } = incident;
  if (status !== 'resolved' && status !== 'closed') return null;
  const declared = ofThisTime(facts).find(
    (fact) => isOf('status-changed')(fact) && fact.body.to === 'resolved',
  );
  return declared === undefined ? null : byWord(incident, declared.seq, byPerson(declared, declared.atMs));
}

/**
 * Its subjects are all mended, and one of them was not: the moment when there was nobody left in it to wait for. Whoever has come in since, and is
 * out again, moves it by nothing.
 */
function checkedFix(incident: Mended): Fixed | null {
  const { facts, subjects, everAt } = incident;
  if (!subjects.every(isMended)) return null;
  const mending = ofThisTime(facts).findLast(
    (fact) => isOf('verdict-changed')(fact) && subjects.some(isAbout(fact)) && mends(fact, incident),
  );
  if (mending === undefined) return null;
  const awaitedAt = (seq: number) => everAt(seq).filter((subject) => isIn(subject) && !isMended(subject));
  const awaited = awaitedAt(mending.seq);
  const isAwaited = (subject: IncidentSubject) => awaited.some((each) => isSameSubject(each, subject));
  const last = facts.find(({ seq }) => seq >= mending.seq && !awaitedAt(seq).some(isAwaited));
  const { atMs } = last ?? mending;
  return { atMs, isAtLatest: false, by: 'check', userId: null, unconfirmed: null };
}

/** Somebody's word, with what the check had to say against it. null: somebody has broken since, so that it did not hold. */
function byWord(incident: Mended, seq: number, moment: Moment): Fixed | null {
  const concerned = concernedIn(incident);
  const hasBroken = incident.facts.some(
    (fact) =>
      fact.seq > seq &&
      isOf('verdict-changed')(fact) &&
      concerned.some(isAbout(fact)) &&
      breaks(fact, incident),
  );
  return hasBroken ? null : { ...moment, unconfirmed: unconfirmedAt(incident, seq) };
}

/** Who was not mended then; of whoever came in later, who was not when they came. */
function unconfirmedAt(incident: Mended, seq: number): Unconfirmed | null {
  const { facts, everAt } = incident;
  const then = concernedIn(incident).flatMap((subject) => {
    const cameIn = facts.find((fact) => isOf('subject-added')(fact) && isAbout(fact)(subject));
    const known = everAt(Math.max(seq, cameIn?.seq ?? seq));
    return known.find((each) => isSameSubject(each, subject)) ?? [];
  });
  const notWell = then
    .filter((subject) => !isMended(subject))
    .map(({ checkId, subjectId, now }) => ({ checkId, subjectId, standing: now }));
  return notWell.length === 0 ? null : { notWell, of: then.length };
}

/** A recovery, or that nothing is expected any more of somebody who was not mended. */
function mends(fact: FactOf<'verdict-changed'>, { everAt }: Mended): boolean {
  const { isRecovery, standing } = fact.body;
  if (standing.outcome.state !== 'not-expected') return isRecovery;
  return everAt(fact.seq - 1).some((subject) => isAbout(fact)(subject) && !isMended(subject));
}

function breaks(fact: FactOf<'verdict-changed'>, { everAt }: Mended): boolean {
  const wasMended = everAt(fact.seq - 1).some((subject) => isAbout(fact)(subject) && isMended(subject));
  const isBroken = everAt(fact.seq).some((subject) => isAbout(fact)(subject) && !isMended(subject));
  return wasMended && isBroken;
}

function isAbout({ body }: FactOf<'subject-added' | 'verdict-changed'>) {
  return (subject: IncidentSubject): boolean => isSameSubject(subject, body);
}

function isIn({ removedAtMs }: IncidentSubject): boolean {
  return removedAtMs === null;
}
