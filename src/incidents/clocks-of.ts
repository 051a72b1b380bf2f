import type { Standing } from '../checks/following.ts';
import { MINUTE_MS, type EpochMs } from '../diagnosis/time.ts';
import type { Clock, Clocks, Moment, Span } from './clocks.ts';
import type { ClockMark, Fact } from './fact.ts';
import { isOf } from './fact-search.ts';
import { fixedOf } from './fixed-of.ts';
import type { Incident } from './incident.ts';
import { byPerson, markedMoments, ofThisTime } from './marked.ts';
import { concernedIn, detectedAtMsOf, earliestSinceOf, notWellStandingsOf } from './standings.ts';

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
  const engaged = markedFirst(incident, 'engaged') ?? engagedOf(incident);
  const firstReaction = markedFirst(incident, 'first-reaction') ?? firstReactionOf(incident, engaged);
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

/** Between two moments, as they are told: to the minute. null: one of them is not known, or they lie the wrong way round. */
export function spanOf(from: Moment | null, to: Moment | null): Span | null {
  if (from === null || to === null) return null;
  const elapsedMs = minuteOf(to) - minuteOf(from);
  return elapsedMs < 0 ? null : { from, to, elapsedMs };
}

function minuteOf({ atMs }: Moment): EpochMs {
  return Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
}

/** The report as the opening tells it, unless somebody has told better. */
function reportedOf(incident: Clocked): Moment {
  const { reportedAtMs, reportedBy } = incident;
  const userId = reportedBy?.kind === 'user' ? reportedBy.userId : null;
  const marked = markedFirst(incident, 'reported');
  return { atMs: marked?.atMs ?? reportedAtMs, isAtLatest: false, by: 'report', userId };
}

/** The first planned run that any of its subjects missed after its last kept one; null: nobody knows of any. */
export function firstMissedOf(
  incident: Pick<Incident, 'facts' | 'subjects' | 'everSubjects' | 'lastCheck'>,
): Moment | null {
  // Somebody who is not well may have missed none: one that failed may yet be kept, or what failed was something else.
  return sinceOf(incident, ({ missedRunsAtMs }) => missedRunsAtMs.length > 0);
}

/** Since when anybody was not well, by the rows. */
function beganOf(incident: Clocked): Moment | null {
  return sinceOf(incident, () => true);
}

function sinceOf(
  incident: Pick<Incident, 'facts' | 'subjects' | 'everSubjects' | 'lastCheck'>,
  counts: (standing: Standing) => boolean,
): Moment | null {
  const standings = concernedIn(incident).flatMap((subject) => notWellStandingsOf(incident, subject));
  const earliest = earliestSinceOf(standings.filter(counts));
  if (earliest === null) return null;
  return { atMs: earliest.atMs, isAtLatest: earliest.isAtLeast, by: 'rows', userId: null };
}

/** When the bot saw one of them not well for the first time: before the opening, with it, or later. */
function detectedOf(incident: Clocked): Moment | null {
  const { facts } = incident;
  const seenAtMs = [
    openedDetectedAtMs(facts),
    ...concernedIn(incident).map((subject) => detectedAtMsOf(facts, subject)),
  ].filter((atMs) => atMs !== null);
  if (seenAtMs.length === 0) return null;
  return { atMs: Math.min(...seenAtMs), isAtLatest: false, by: 'check', userId: null };
}

/** As the opening tells it of all of them together, where no fact tells it of each. */
function openedDetectedAtMs(facts: readonly Fact[]): EpochMs | null {
  const isToldOfEach = facts
    .filter(isOf('subject-added'))
    .some(({ body }) => body.why === 'opening' && body.detectedAtMs !== undefined);
  return isToldOfEach ? null : (facts.find(isOf('opened'))?.body.detectedAtMs ?? null);
}

/**
 * The first thing on record that somebody did who has not reported it. When it was done counts, not what it tells of. Who only asks for a check
 * is not on record. Whoever engages has reacted by then, also where they have reported it.
 */
function firstReactionOf(incident: Clocked, engaged: Moment | null): Moment | null {
  const reported = reportedOf(incident);
  const first = incident.facts.find(
    ({ by, recordedAtMs }) =>
      by.kind === 'person' && by.userId !== reported.userId && recordedAtMs >= reported.atMs,
  );
  const reacted = first === undefined ? null : byPerson(first, first.recordedAtMs);
  if (engaged === null || spanOf(reported, engaged) === null) return reacted;
  return reacted === null || engaged.atMs < reacted.atMs ? engaged : reacted;
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

function markedFirst(incident: Clocked, mark: ClockMark): Moment | null {
  return markedMoments(incident, mark)[0]?.moment ?? null;
}
