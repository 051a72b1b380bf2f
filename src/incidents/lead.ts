import { MINUTE_MS, type EpochMs } from '../diagnosis/time.ts';
import { unchanged, type Decided } from './decided.ts';
import type { Author } from './fact.ts';
import { newestOf } from './fact-search.ts';
import type { Incident } from './incident.ts';
import { isUnderWay } from './status.ts';

/** Who presses within this time of somebody else has not seen that there is a lead; later it is a handover. */
const AT_ONCE_MS = MINUTE_MS;

/** Who has said last "I'm on it"; null: nobody. */
export function leadOf(facts: Incident['facts']): string | null {
  return userIdOf(newestOf(facts, 'lead-taken')?.by);
}

/** Whether somebody may take the lead now. */
export function decideLead(incident: Incident, userId: string, nowMs: EpochMs): Decided {
  const { status, facts } = incident;
  if (!isUnderWay(incident)) return unchanged({ code: 'not-from-here', status });
  const taken = newestOf(facts, 'lead-taken');
  const isSo =
    taken !== null && (userIdOf(taken.by) === userId || Math.abs(nowMs - taken.recordedAtMs) < AT_ONCE_MS);
  return isSo ? unchanged({ code: 'already-so', fact: taken }) : [{ kind: 'lead-taken' }];
}

function userIdOf(by: Author | undefined): string | null {
  return by?.kind === 'person' ? by.userId : null;
}
