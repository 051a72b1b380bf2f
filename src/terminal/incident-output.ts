import { isoOf, type EpochMs } from '../diagnosis/time.ts';
import { clocksOf } from '../incidents/clocks-of.ts';
import type { Clock, Clocks, Moment } from '../incidents/clocks.ts';
import type { Incident } from '../incidents/incident.ts';
import { wholeTimelineOf } from '../incidents/timeline.ts';

/** An incident as JSON for programs: times as ISO 8601 in UTC, elapsed times in minutes. */
export function incidentOutput(incident: Incident): object {
  const clocks = clocksOf(incident);
  const { number, id, title, severity, status, summary, leadUserId, channelId, timeZone } = incident;
  return {
    number,
    id,
    title,
    severity,
    status,
    summary,
    lead: leadUserId,
    channel: channelId,
    timeZone,
    openedAt: isoOf(incident.openedAtMs),
    openedBy: incident.openedByUserId,
    reportedBy: incident.reportedBy,
    subjects: incident.everSubjects.map(({ checkId, subjectId, now, isWell, removedAtMs, diagnosisId }) => ({
      check: checkId,
      id: subjectId,
      name: now.outcome.name,
      verdict: now.outcome.code,
      state: now.outcome.state,
      isWell,
      removedAt: isoOrNull(removedAtMs),
      diagnosis: diagnosisId,
    })),
    nextProofAt: isoOrNull(incident.nextProof?.closesAtMs ?? incident.nextProof?.judgedAtMs ?? null),
    lastCheckAt: isoOrNull(incident.lastCheck?.atMs ?? null),
    clocks: {
      began: momentOutput(clocks.began),
      reported: momentOutput(clocks.reported),
      detected: momentOutput(clocks.detected),
      firstReaction: momentOutput(clocks.firstReaction),
      engaged: momentOutput(clocks.engaged),
      mitigated: momentOutput(clocks.mitigated),
      fixed: fixedOutput(clocks.fixed),
      timeToDetect: clockOutput(clocks.timeToDetect),
      timeToEngage: clockOutput(clocks.timeToEngage),
      timeToFix: clockOutput(clocks.timeToFix),
    },
    timeline: wholeTimelineOf(incident.facts).map(
      ({ seq, atMs, by, mark, body, corrections, withdrawn }) => ({
        number: seq,
        at: isoOf(atMs),
        by: by.kind === 'person' ? by.userId : null,
        mark,
        kind: body.kind,
        text: body.kind === 'note' || body.kind === 'event' ? body.text : null,
        corrections: corrections.map((correction) => ({
          at: isoOf(correction.recordedAtMs),
          by: correction.by.kind === 'person' ? correction.by.userId : null,
          wasText: correction.wasText,
          wasAt: isoOf(correction.wasAtMs),
        })),
        withdrawn:
          withdrawn === undefined
            ? null
            : {
                at: isoOf(withdrawn.recordedAtMs),
                by: withdrawn.by.kind === 'person' ? withdrawn.by.userId : null,
              },
      }),
    ),
  };
}

function momentOutput(moment: Moment | null): object | null {
  if (moment === null) return null;
  const { atMs, isAtLatest, by, userId } = moment;
  return { at: isoOf(atMs), isAtLatest, by, user: userId };
}

/** With who was not well by the check, where it is somebody's word against that. */
function fixedOutput(fixed: Clocks['fixed']): object | null {
  if (fixed === null) return null;
  const notWell = fixed.unconfirmed?.notWell ?? [];
  return {
    ...momentOutput(fixed),
    notWell: notWell.map(({ checkId, subjectId }) => ({ check: checkId, id: subjectId })),
  };
}

function clockOutput({ fromReport, fromBeginning }: Clock): object {
  return { minutesFromReport: minutesOf(fromReport), minutesFromBeginning: minutesOf(fromBeginning) };
}

function minutesOf(span: Clock['fromReport']): number | null {
  return span === null ? null : Math.floor(span.elapsedMs / 60_000);
}

function isoOrNull(atMs: EpochMs | null): string | null {
  return atMs === null ? null : isoOf(atMs);
}
