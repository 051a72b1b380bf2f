import { MINUTE_MS, type EpochMs } from '../../diagnosis/time.ts';
import { newestOf } from '../../incidents/fact-search.ts';
import type { KeptIncident } from '../../incidents/memory.ts';

/** A channel that is closed is tried again after so long. */
const CLOSED_FOR_MS = 15 * MINUTE_MS;

/** Knows of which incidents the channel was found closed a short while ago, so that Slack is not asked again and again. */
export interface ClosedForNow {
  /** Whether Slack is not to be asked yet. */
  has(kept: KeptIncident, nowMs: EpochMs): boolean;
  /** Notes how the channel was found. */
  note(incidentId: string, found: 'open' | 'closed', nowMs: EpochMs): void;
}

export function createClosedForNow(): ClosedForNow {
  const untilMs = new Map<string, EpochMs>();
  return {
    has: (kept, nowMs) => isStillAhead(untilMs.get(kept.incident.id) ?? recordedUntil(kept), nowMs),
    note(incidentId, found, nowMs) {
      if (found === 'open') untilMs.delete(incidentId);
      else untilMs.set(incidentId, nowMs + CLOSED_FOR_MS);
    },
  };
}

/** An instant that lies further away than it can was noted by a clock that has been set back since. */
function isStillAhead(untilMs: EpochMs, nowMs: EpochMs): boolean {
  return nowMs < untilMs && untilMs - nowMs <= CLOSED_FOR_MS;
}

/** For a replica that has not tried it itself. */
function recordedUntil({ incident }: KeptIncident): EpochMs {
  if (incident.closedChannel === null) return -Infinity;
  return (newestOf(incident.facts, 'channel-closed')?.recordedAtMs ?? -Infinity) + CLOSED_FOR_MS;
}
