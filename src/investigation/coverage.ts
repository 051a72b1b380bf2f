import type { Canary } from '../checks/fleet.ts';
import { isNeeded, type ReadingStatus, type ReadingSummary } from '../diagnosis/reading.ts';
import { isVital, type Coverage } from '../digests/fleet-run.ts';

/** Best first. */
const STATUSES: readonly ReadingStatus[] = ['not-configured', 'ok', 'truncated', 'failed'];

/**
 * What a run rests on. A source that is not configured is named, and nothing is incomplete for lack of it.
 * @param readings one for each source that the check asks, that of the list of subjects among them
 * @param pages the database's readings of the pages
 */
export function coverageOf(
  readings: readonly ReadingSummary[],
  pages: readonly ReadingSummary[],
  subjects: { readonly read: number; readonly unread: number },
  canaries: readonly Canary[],
): Coverage {
  const ofSources = readings.map((reading) =>
    reading.source === 'delivery' ? worstOf([reading, ...pages]) : reading,
  );
  const isRead = ofSources.every((reading) => !isNeeded(reading) || reading.status === 'ok');
  const isAlive = canaries.every((canary) => !isVital(canary) || canary.status === 'alive');
  return {
    subjects: subjects.read + subjects.unread,
    subjectsRead: subjects.read,
    readings: ofSources,
    isComplete: subjects.unread === 0 && isRead && isAlive,
  };
}

function worstOf(readings: readonly [ReadingSummary, ...ReadingSummary[]]): ReadingSummary {
  return readings.reduce((worst, reading) =>
    STATUSES.indexOf(reading.status) > STATUSES.indexOf(worst.status) ? reading : worst,
  );
}
