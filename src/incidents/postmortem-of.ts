import { DateTime } from 'luxon';
import type { Standing } from '../checks/following.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import { isNotWell } from '../diagnosis/verdict.ts';
import { clocksOf, firstMissedOf } from './clocks-of.ts';
import type { Clocks, Moment } from './clocks.ts';
import { isOf } from './fact-search.ts';
import type { Incident, IncidentSubject } from './incident.ts';
import { missedRunsOf } from './missed-runs.ts';
import type { ImpactEnd, Postmortem } from './postmortem.ts';
import { concernedIn, notWellStandingsOf } from './standings.ts';
import { isSwitchedOff } from './status.ts';
import { timelineOf } from './timeline.ts';

/**
 * What is known of an incident for its postmortem. Pure: the same incident and evidence, the same postmortem.
 * @param evidence what the check said of each subject when it first saw it not well
 */
export function postmortemOf(
  incident: Incident,
  evidence: Postmortem['evidence'],
  asOfMs: EpochMs,
): Postmortem {
  const { id, number, channelId, locale, timeZone, openedAtMs, openedByUserId } = incident;
  const clocks = clocksOf(incident);
  const subjects = incident.everSubjects.map((subject) => impactOn(subject, incident));
  const counted = concernedIn({
    subjects: subjects.filter(({ removedAtMs }) => removedAtMs === null),
    everSubjects: subjects,
  });
  const firstMissed = firstMissedOf(incident);
  return {
    incident: {
      id,
      number,
      channelId,
      locale,
      timeZone,
      openedAtMs,
      openedByUserId,
      title: incident.title,
      severity: incident.severity,
      summary: incident.summary,
    },
    asOfMs,
    clocks,
    impact: {
      subjects,
      counted: counted.length,
      missedRuns: counted.reduce((total, { missedRunsAtMs }) => total + missedRunsAtMs.length, 0),
      missedAtLeast: counted.some(({ missedAtLeast }) => missedAtLeast),
    },
    timeline: timelineOf(incident.facts),
    evidence,
    firstMissed,
    undetected: undetectedOf(firstMissed, clocks, timeZone),
    foundBy: foundByOf(incident, clocks),
    written: writtenOf(incident),
  };
}

function impactOn(subject: IncidentSubject, incident: Incident): Postmortem['impact']['subjects'][number] {
  const { checkId, subjectId, first, removedAtMs } = subject;
  const { runsAtMs, isAtLeast } = missedRunsOf(incident, subject);
  return {
    checkId,
    subjectId,
    standing: first,
    missedRunsAtMs: runsAtMs,
    missedAtLeast: isAtLeast,
    end: endOf(subject, notWellStandingsOf(incident, subject)),
    removedAtMs,
  };
}

function endOf(subject: IncidentSubject, notWell: readonly Standing[]): ImpactEnd {
  if (isSwitchedOff(subject)) return 'not-expected';
  if (isNotWell(subject.now.outcome)) return 'not-well';
  if (!subject.isWell) return 'not-proved';
  return notWell.length === 0 ? 'well' : 'well-again';
}

/** How long the rows showed it before somebody reported it. Where people tell of another beginning, they know better. */
function undetectedOf(
  firstMissed: Moment | null,
  { began, reported }: Clocks,
  timeZone: string,
): Postmortem['undetected'] {
  if (firstMissed === null || began?.by !== 'rows' || firstMissed.atMs >= reported.atMs) return null;
  const dayOf = (atMs: EpochMs) => DateTime.fromMillis(atMs, { zone: timeZone }).startOf('day');
  const { days } = dayOf(reported.atMs).diff(dayOf(firstMissed.atMs), 'days');
  return { days, isAtLeast: firstMissed.isAtLatest };
}

/** Somebody other than whoever opened it has reported it; else the bot has found it, where it was opened from what the bot says. */
function foundByOf(
  { origin, reportedBy, openedByUserId }: Incident,
  { detected, reported }: Clocks,
): Postmortem['foundBy'] {
  const isOpeners = reportedBy?.kind === 'user' && reportedBy.userId === openedByUserId;
  if (reportedBy !== null && !isOpeners) return 'report';
  if (origin.kind === 'digest') return 'digest';
  const wasSeenBefore = detected !== null && detected.atMs < reported.atMs;
  return wasSeenBefore || origin.kind === 'diagnosis' ? 'check' : 'report';
}

function writtenOf({ facts }: Incident): Postmortem['written'] {
  return Object.fromEntries(
    facts
      .filter(isOf('postmortem-written'))
      .map(({ by, recordedAtMs, body }) => [body.section, { text: body.text, by, atMs: recordedAtMs }]),
  );
}
