import type { Standing } from '../checks/following.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Clock, Clocks, Moment, Span } from './clocks.ts';
import type { ClockMark, Fact } from './fact.ts';
import { isOf, newestOf } from './fact-search.ts';
import type { Incident } from './incident.ts';
import { earliestSinceOf, firstNotWellOf, notWellStandingsOf } from './standings.ts';
import { isSwitchedOff } from './status.ts';
import { timelineOf } from './timeline.ts';

/** What the moments of an incident are read from. */
type Clocked = Pick<
  Incident,
  'facts' | 'subjects' | 'everSubjects' | 'lastCheck' | 'status' | 'reportedAtMs' | 'reportedBy'
>;

/**
 * The moments of an incident, and the times between them. What people have marked counts before what is read from facts. A clock whose
 * moments are not known, or lie the wrong way round, has not run.
 */
export function clocksOf(incident: Clocked): Clocks {
  const reported = reportedOf(incident);
  const began = markedFirst(incident, 'began') ?? beganOf(incident);
  const firstReaction = markedFirst(incident, 'first-reaction') ?? firstReactionOf(incident);
  const engaged = markedFirst(incident, 'engaged') ?? engagedOf(incident);
  const fixed = fixedOf(incident);
  const clockTo = (to: Moment | null): Clock => ({
    fromReport: spanOf(reported, to),
    fromBeginning: spanOf(began, to),
  });
  return {
    began,
    reported,
    detected: markedFirst(incident, 'detected') ?? detectedOf(incident),
    firstReaction,
    engaged,
    mitigated: markedFirst(incident, 'mitigated') ?? mitigatedOf(incident),
    fixed,
    timeToDetect: clockTo(firstReaction),
    timeToEngage: clockTo(engaged),
    timeToFix: clockTo(fixed),
  };
}

function spanOf(from: Moment | null, to: Moment | null): Span | null {
  if (from === null || to === null || to.atMs < from.atMs) return null;
  return { from, to, elapsedMs: to.atMs - from.atMs };
}

/** The report as the opening tells it, unless somebody has told better. */
function reportedOf(incident: Clocked): Moment {
  const { reportedAtMs, reportedBy } = incident;
  const userId = reportedBy?.kind === 'user' ? reportedBy.userId : null;
  const marked = markedFirst(incident, 'reported');
  return { atMs: marked?.atMs ?? reportedAtMs, isAtLatest: false, by: 'report', userId };
}

/**
 * The first planned run that any of its subjects missed after its last kept one; null: nobody knows of any. Somebody who is not well may have
 * missed none: what failed was something else.
 */
export function firstMissedOf(
  incident: Pick<Incident, 'facts' | 'everSubjects' | 'lastCheck'>,
): Moment | null {
  return sinceOf(
    incident,
    ({ outcome, missedRunsAtMs }) => outcome.state === 'missing' || missedRunsAtMs.length > 0,
  );
}

/** Since when anybody was not well, by the rows. */
function beganOf(incident: Clocked): Moment | null {
  return sinceOf(incident, () => true);
}

function sinceOf(
  incident: Pick<Incident, 'facts' | 'everSubjects' | 'lastCheck'>,
  counts: (standing: Standing) => boolean,
): Moment | null {
  const standings = incident.everSubjects.flatMap((subject) => notWellStandingsOf(incident, subject));
  const earliest = earliestSinceOf(standings.filter(counts));
  if (earliest === null) return null;
  return { atMs: earliest.atMs, isAtLatest: earliest.isAtLeast, by: 'rows', userId: null };
}

/** When the bot saw one of them not well for the first time: before the opening, with it, or later. */
function detectedOf({ facts, everSubjects }: Clocked): Moment | null {
  const seenAtMs = [
    facts.find(isOf('opened'))?.body.detectedAtMs ?? null,
    ...everSubjects.map((subject) => firstNotWellOf(facts, subject)?.atMs ?? null),
  ].filter((atMs) => atMs !== null);
  if (seenAtMs.length === 0) return null;
  return { atMs: Math.min(...seenAtMs), isAtLatest: false, by: 'check', userId: null };
}

/**
 * The first thing on record that somebody did who has not reported it. When it was done counts, not what it tells of. Who only asks for a check
 * is not on record.
 */
function firstReactionOf(incident: Clocked): Moment | null {
  const reported = reportedOf(incident);
  const first = incident.facts.find(
    ({ by, recordedAtMs }) =>
      by.kind === 'person' && by.userId !== reported.userId && recordedAtMs >= reported.atMs,
  );
  return first === undefined ? null : byPerson(first, first.recordedAtMs);
}

function engagedOf({ facts }: Clocked): Moment | null {
  const taken = facts.find(isOf('lead-taken'));
  return taken === undefined ? null : byPerson(taken, taken.atMs);
}

function mitigatedOf({ facts }: Clocked): Moment | null {
  const declared = ofThisTime(facts).find(
    (fact) => isOf('status-changed')(fact) && fact.body.to === 'mitigated',
  );
  return declared === undefined ? null : byPerson(declared, declared.atMs);
}

/** Confirmed by somebody's word, by the check that saw the last of its subjects well, or by whoever declared it resolved. */
function fixedOf(incident: Clocked): Moment | null {
  const { facts, subjects, status } = incident;
  const current = ofThisTime(facts);
  const heldSeqs = new Set(current.map(({ seq }) => seq));
  const marked = markedMoments(incident, 'fixed').findLast(({ seq }) => heldSeqs.has(seq));
  if (marked !== undefined) return marked.moment;
  const recovery = current.findLast((fact) => isOf('verdict-changed')(fact) && fact.body.isRecovery);
  if (
    recovery !== undefined &&
    subjects.length > 0 &&
    subjects.every((subject) => subject.isProved || isSwitchedOff(subject))
  ) {
    return { atMs: recovery.atMs, isAtLatest: false, by: 'check', userId: null };
  }
  if (status !== 'resolved' && status !== 'closed') return null;
  const declared = current.find((fact) => isOf('status-changed')(fact) && fact.body.to === 'resolved');
  return declared === undefined ? null : byPerson(declared, declared.atMs);
}

/** The facts since it was opened, or opened anew, for the last time: what was mended before did not hold. */
function ofThisTime(facts: readonly Fact[]): readonly Fact[] {
  const reopened = newestOf(facts, 'reopened');
  return reopened === null ? facts : facts.filter(({ seq }) => seq > reopened.seq);
}

function markedFirst(incident: Clocked, mark: ClockMark): Moment | null {
  return markedMoments(incident, mark)[0]?.moment ?? null;
}

/** What people have marked so, oldest first, as it stands with all corrections. */
function markedMoments(
  { facts }: Clocked,
  mark: ClockMark,
): readonly { readonly seq: number; readonly moment: Moment }[] {
  return timelineOf(facts)
    .filter((entry) => entry.mark === mark)
    .map(({ seq, atMs, by }) => ({ seq, moment: byPerson({ by }, atMs) }));
}

function byPerson({ by }: Pick<Fact, 'by'>, atMs: EpochMs): Moment {
  return { atMs, isAtLatest: false, by: 'person', userId: by.kind === 'person' ? by.userId : null };
}
