import { HOUR_MS, MINUTE_MS, type EpochMs } from '../diagnosis/time.ts';
import type { FactBody } from './fact.ts';
import type { Incident } from './incident.ts';
import { nudgeAtMsOf } from './movement.ts';
import { isUnderWay } from './status.ts';
import { lastSeenOf } from './subjects-of.ts';

const IN_BETWEEN_MS = HOUR_MS;
/** While more will be known soon: a planned run's window is open, or a source is down. */
const SOON_MS = 15 * MINUTE_MS;

/**
 * When to look at an incident next, after having looked now: later than now. null: never, unless something is told.
 *
 * Under way: when the next planned run can be judged, and hourly in between. Resolved: when it can be judged, and where that look could not, until
 * one can. Without subjects: only to nudge. Closed: never.
 */
export function nextCheckAtMs(incident: Incident, nowMs: EpochMs): EpochMs | null {
  if (incident.status === 'closed') return null;
  const nudgeAtMs = nudgeAtMsOf(incident);
  const isFollowed = incident.subjects.length > 0;
  return earliest([
    // One that is due already is given at the next look.
    nudgeAtMs === null ? null : Math.max(nudgeAtMs, nowMs + SOON_MS),
    ...(isFollowed ? proofsAfter(incident, nowMs) : []),
    isFollowed && isUnderWay(incident) ? nowMs + (isSoon(incident) ? SOON_MS : IN_BETWEEN_MS) : null,
    isFollowed && isInTheDark(incident) ? nowMs + SOON_MS : null,
  ]);
}

/**
 * When to look next, after something was told: at once where there is somebody new, or where it has come back; else no later than was planned,
 * so that no talk puts a look off.
 * @param incident with those facts
 */
export function nextCheckAfterTelling(
  incident: Incident,
  told: readonly FactBody[],
  plannedAtMs: EpochMs | null,
  nowMs: EpochMs,
): EpochMs | null {
  const isFollowed = incident.subjects.length > 0;
  const isNewToBot = told.some(
    ({ kind }) => kind === 'opened' || kind === 'subject-added' || kind === 'reopened',
  );
  if (isFollowed && isNewToBot) return nowMs;
  const nextAtMs = nextCheckAtMs(incident, nowMs);
  return isFollowed && isUnderWay(incident) ? earliest([plannedAtMs, nextAtMs]) : nextAtMs;
}

/** When planned runs can be judged. One that nobody has looked at since is looked at soon; one that no look could judge is what is still the next. */
function proofsAfter({ subjects, lastCheck }: Incident, nowMs: EpochMs): readonly EpochMs[] {
  return subjects.flatMap((subject) => {
    const judgedAtMs = lastSeenOf(subject, lastCheck).nextProof?.judgedAtMs;
    if (judgedAtMs === undefined) return [];
    if (judgedAtMs > nowMs) return [judgedAtMs];
    const wasLookedAt = lastCheck !== null && lastCheck.atMs >= judgedAtMs;
    return [nowMs + (wasLookedAt ? IN_BETWEEN_MS : SOON_MS)];
  });
}

function isSoon({ subjects, lastCheck }: Incident): boolean {
  return isDown(lastCheck) || subjects.some((subject) => lastSeenOf(subject, lastCheck).isPending);
}

/** A source was down at the last look, without which it could not tell how somebody is, or judge a run. */
function isInTheDark({ subjects, lastCheck }: Incident): boolean {
  return (
    isDown(lastCheck) &&
    subjects.some((subject) => {
      const { outcome, nextProof } = lastSeenOf(subject, lastCheck);
      return outcome.state === 'unknown' || (nextProof?.judgedAtMs ?? Infinity) <= (lastCheck?.atMs ?? 0);
    })
  );
}

function isDown(lastCheck: Incident['lastCheck']): boolean {
  // One whose answers are always cut is not back any sooner for being asked more often.
  return lastCheck?.sources.some(({ status }) => status === 'failed') ?? false;
}

function earliest(instants: readonly (EpochMs | null)[]): EpochMs | null {
  const known = instants.filter((each) => each !== null);
  return known.length === 0 ? null : Math.min(...known);
}
