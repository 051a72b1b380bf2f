import { isNotWell } from '../diagnosis/verdict.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import { clocksOf } from './clocks-of.ts';
import type { Clocks } from './clocks.ts';
import { isOf } from './fact-search.ts';
import type { Incident, IncidentSubject } from './incident.ts';
import type { Postmortem } from './postmortem.ts';
import { lastSeenOf, standingFactsOf } from './subjects-of.ts';
import { timelineOf } from './timeline.ts';

/**
 * What is known of an incident for its postmortem. Pure: the same incident and evidence, the same postmortem.
 * @param evidence what the check said of each subject when it came in
 */
export function postmortemOf(
  incident: Incident,
  evidence: Postmortem['evidence'],
  asOfMs: EpochMs,
): Postmortem {
  const { id, number, channelId, locale, timeZone, openedAtMs, openedByUserId } = incident;
  const clocks = clocksOf(incident);
  const subjects = incident.everSubjects.map((subject) => impactOn(subject, incident, clocks));
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
      missedRuns: subjects.reduce((total, { missedRunsAtMs }) => total + missedRunsAtMs.length, 0),
      missedAtLeast: subjects.some(({ missedAtLeast }) => missedAtLeast),
    },
    timeline: timelineOf(incident.facts),
    evidence,
    undetectedMs: undetectedMsOf(clocks),
    foundBy: foundByOf(incident, clocks),
    written: writtenOf(incident),
  };
}

/** Everything that it missed while it was in the incident and before, as any check of the incident has seen it. */
function impactOn(
  subject: IncidentSubject,
  incident: Incident,
  { fixed }: Clocks,
): Postmortem['impact']['subjects'][number] {
  const { checkId, subjectId, first, isWell } = subject;
  const standings = [
    first,
    ...standingFactsOf(incident.facts, subject).map(({ body }) => body.standing),
    lastSeenOf(subject, incident.lastCheck),
  ].filter(({ outcome }) => isNotWell(outcome));
  const untilMs = isWell ? (fixed?.atMs ?? Infinity) : Infinity;
  const missed = new Set(standings.flatMap(({ missedRunsAtMs }) => missedRunsAtMs));
  const worst = standings[0] ?? first;
  return {
    checkId,
    subjectId,
    name: first.outcome.name,
    kind: first.outcome.kind,
    code: worst.outcome.code,
    missedRunsAtMs: [...missed].filter((atMs) => atMs <= untilMs).toSorted((a, b) => a - b),
    missedAtLeast: standings.some(({ missedAtLeast }) => missedAtLeast),
    isWell,
  };
}

/** How long the rows showed it before somebody reported it. */
function undetectedMsOf({ began, reported }: Clocks): number | null {
  return began === null || began.by !== 'rows' || began.atMs >= reported.atMs
    ? null
    : reported.atMs - began.atMs;
}

function foundByOf({ origin, reportedBy }: Incident, { detected, reported }: Clocks): Postmortem['foundBy'] {
  if (origin.kind === 'digest') return 'digest';
  const wasSeenBefore = detected !== null && detected.atMs < reported.atMs;
  return wasSeenBefore || (reportedBy === null && origin.kind === 'diagnosis') ? 'check' : 'report';
}

function writtenOf({ facts }: Incident): Postmortem['written'] {
  return Object.fromEntries(
    facts
      .filter(isOf('postmortem-written'))
      .map(({ by, recordedAtMs, body }) => [body.section, { text: body.text, by, atMs: recordedAtMs }]),
  );
}
