import type { OutcomeVerdict } from '../checks/fleet.ts';
import { SOURCE_IDS, type ReadingStatus } from '../diagnosis/reading.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import { isNotWell } from '../diagnosis/verdict.ts';
import type { SubjectRef, SubjectSeen } from './fact.ts';
import type { Incident, IncidentSubject, LastCheck } from './incident.ts';
import type { Unread } from './incidents.ts';
import { isSameVerdict } from './same-verdict.ts';
import { isSameSubject } from './subject-key.ts';
import { lastSeenOf, withKnownName } from './subjects-of.ts';

/** What one look at an incident's subjects saw. */
export interface Look {
  readonly atMs: EpochMs;
  /** One for each check that could be made. */
  readonly checks: readonly CheckLook[];
  /** Those of whom no check can be made any more: theirs is not there, or does not know their id. Left out: nobody. */
  readonly unasked?: readonly SubjectRef[];
}

export interface CheckLook {
  readonly checkId: string;
  readonly seen: readonly SubjectSeen[];
  /** Of the configured sources that the check asks. */
  readonly sources: LastCheck['sources'];
}

/** Worst last. */
const STATUSES: readonly ReadingStatus[] = ['not-configured', 'ok', 'truncated', 'failed'];

/** Whether what is not there may be taken for "none". */
function isWhole({ sources }: Pick<CheckLook, 'sources'>): boolean {
  return sources.every(({ status }) => status === 'ok');
}

/** How each source answered: where checks disagree, the worst. */
export function sourcesOf({ checks }: Look): LastCheck['sources'] {
  const answers = checks.flatMap(({ sources }) => sources);
  return SOURCE_IDS.flatMap((source) => {
    const own = answers.filter((answer) => answer.source === source).map(({ status }) => status);
    const worst = STATUSES.findLast((status) => own.includes(status));
    return worst === undefined ? [] : [{ source, status: worst }];
  });
}

/**
 * While a source is down, a verdict may come of that alone: then only another state counts that is known. That somebody is well who was unknown
 * is told once all sources are back.
 */
export function canTell(before: OutcomeVerdict, after: OutcomeVerdict, check: CheckLook): boolean {
  if (isWhole(check)) return true;
  const isAnother = after.state !== 'unknown' && after.state !== before.state;
  return isAnother && (before.state !== 'unknown' || isNotWell(after));
}

/**
 * What is remembered of a look: those who are in the incident by now, and what was known of those of whom it could not tell. null: it saw none of
 * them.
 * @param changed whose verdict it has changed
 */
export function lastCheckOf(
  { subjects, lastCheck }: Pick<Incident, 'subjects' | 'lastCheck'>,
  look: Look,
  changed: readonly SubjectRef[],
): LastCheck | null {
  const seen = look.checks.flatMap((check) =>
    check.seen.flatMap((each) => {
      const subject = subjects.find((own) => isSameSubject(own, each));
      return subject === undefined ? [] : [withWhatHolds(subject, lastCheck, each, check, look.atMs)];
    }),
  );
  if (seen.length === 0) return null;
  const remembered = subjects
    .filter((subject) => !changed.some((each) => isSameSubject(each, subject)))
    .filter((subject) => {
      const is = seen.find((each) => isSameSubject(each, subject))?.standing.outcome;
      return is === undefined || !isSameVerdict(is, subject.now.outcome);
    })
    .map(({ checkId, subjectId, now, diagnosisId }) => ({ checkId, subjectId, standing: now, diagnosisId }));
  return {
    atMs: look.atMs,
    seen,
    ...(remembered.length === 0 ? {} : { remembered }),
    sources: sourcesOf(look),
  };
}

/** What a look could not read of an incident. */
export function unreadOf({ subjects }: Pick<Incident, 'subjects'>, look: Look): Unread {
  const seen = look.checks.flatMap((check) => check.seen);
  return {
    subjects: subjects.filter((subject) => !seen.some((each) => isSameSubject(each, subject))),
    sources: sourcesOf(look).filter(({ status }) => status !== 'ok'),
  };
}

/** A source that is down changes neither a name nor a plan: what was known of them holds, and a run that could be judged by now is still to be. */
function withWhatHolds(
  subject: IncidentSubject,
  lastCheck: LastCheck | null,
  seen: SubjectSeen,
  check: CheckLook,
  atMs: EpochMs,
): SubjectSeen {
  const standing = withKnownName(seen.standing, subject.now);
  if (standing.outcome.state !== 'unknown' || isWhole(check)) return { ...seen, standing };
  const known = lastSeenOf(subject, lastCheck).nextProof ?? subject.now.nextProof;
  const isToBeJudged = known !== null && known.judgedAtMs <= atMs;
  const nextProof = isToBeJudged ? known : (standing.nextProof ?? known);
  return { ...seen, standing: { ...standing, nextProof } };
}
