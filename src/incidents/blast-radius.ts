import { isNotWell } from '../diagnosis/verdict.ts';
import type { Coverage, FleetRun } from '../digests/fleet-run.ts';
import type { BodyOf, SubjectRef } from './fact.ts';
import { isOf } from './fact-search.ts';
import type { Incident } from './incident.ts';
import { isSameSubject } from './subject-key.ts';

type Others = BodyOf<'others-seen'>['others'];

/** The verdicts of a check whose spread concerns an incident: those of its own who are not well, and those that others had when it was last seen. */
export function codesToSpread({ subjects, others }: Incident, checkId: string): readonly string[] {
  const own = subjects
    .filter((subject) => subject.checkId === checkId && isNotWell(subject.now.outcome))
    .map(({ now }) => now.outcome.code);
  const known = others.filter((seen) => seen.checkId === checkId).map(({ code }) => code);
  return [...new Set([...own, ...known])];
}

/**
 * Who else has a verdict of the incident, where that is new, or has changed. A run that is not complete proves of nobody that they do not have
 * it any more, nor that there is nobody.
 */
export function blastRadiusOf(incident: Incident, run: FleetRun): readonly BodyOf<'others-seen'>[] {
  const { checkId, coverage } = run;
  return codesToSpread(incident, checkId).flatMap((code) => {
    const known = knownOf(incident, checkId, code);
    const having = foundIn(run, code);
    const found = withoutOwn(incident.everSubjects, checkId, having);
    const others = coverage.isComplete ? found : withKnown(found, known?.others ?? []);
    const isSaid =
      known === null ? !coverage.isComplete && others.length === 0 : isSaidBy(known, others, coverage);
    const ofSubjects = coverage.isComplete ? coverage.subjectsRead : null;
    const takenOut = takenOutOf(incident, checkId, having);
    return isSaid ? [] : [{ kind: 'others-seen', checkId, code, others, ...takenOut, ofSubjects }];
  });
}

function takenOutOf(
  { everSubjects }: Incident,
  checkId: string,
  having: Others,
): Pick<BodyOf<'others-seen'>, 'takenOut'> {
  const out = everSubjects.filter(({ removedAtMs }) => removedAtMs !== null);
  const takenOut = having
    .filter(({ subjectId }) => out.some((subject) => isSameSubject(subject, { checkId, subjectId })))
    .map(({ subjectId, name }) => ({ subjectId, name }));
  return takenOut.length === 0 ? {} : { takenOut };
}

/** @param own who is, or was, in the incident: they are no others. Whom somebody took out by hand is not offered again. */
export function withoutOwn(own: readonly SubjectRef[], checkId: string, others: Others): Others {
  return others.filter(
    ({ subjectId }) => !own.some((subject) => isSameSubject(subject, { checkId, subjectId })),
  );
}

/** Of those whom a run that was not complete has found, a complete one tells that there are no more. */
function isSaidBy(known: BodyOf<'others-seen'>, others: Others, { isComplete }: Coverage): boolean {
  const isMoreSure = isComplete && known.ofSubjects === null;
  return !isMoreSure && hasSameSubjects(known.others, others);
}

/** Who had it when it was last seen, without those who have come in since; null: it was never seen. */
function knownOf(incident: Incident, checkId: string, code: string): BodyOf<'others-seen'> | null {
  const newest = incident.facts
    .filter(isOf('others-seen'))
    .findLast(({ body }) => body.checkId === checkId && body.code === code);
  if (newest === undefined) return null;
  const { body } = newest;
  return { ...body, others: withoutOwn(incident.everSubjects, checkId, body.others) };
}

function foundIn({ outcomes }: FleetRun, code: string): Others {
  return outcomes
    .filter((outcome) => outcome.code === code && isNotWell(outcome))
    .map(({ subjectId, name, since }) => ({
      subjectId,
      name,
      sinceMs: since?.atMs ?? null,
      ...(since?.isAtLeast === true ? { isAtLeast: true } : {}),
    }));
}

function withKnown(found: Others, known: Others): Others {
  const ids = new Set(found.map(({ subjectId }) => subjectId));
  return [...found, ...known.filter(({ subjectId }) => !ids.has(subjectId))];
}

export function hasSameSubjects(a: Others, b: Others): boolean {
  const ids = new Set(a.map(({ subjectId }) => subjectId));
  return ids.size === b.length && b.every(({ subjectId }) => ids.has(subjectId));
}
