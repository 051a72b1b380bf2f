import type { Check } from '../checks/check.ts';
import type { Fleet } from '../checks/fleet.ts';
import { HOUR_MS, type EpochMs } from '../diagnosis/time.ts';
import type { ReadFleet } from '../digests/digests.ts';
import type { FleetRun } from '../digests/fleet-run.ts';
import type { RunMemory } from '../digests/memory.ts';
import type { Clock } from '../sources/source.ts';

/** A run over all subjects is not asked for more often, as long as no planned run can be judged in between. */
const LASTS_MS = HOUR_MS;

export interface NewestRunSettings {
  readonly checks: ReadonlyMap<string, Pick<Check, 'fleet'>>;
  readonly runs: Pick<RunMemory, 'newestSince'> & {
    newestComplete(checkId: string): Promise<FleetRun | null>;
  };
  readonly readFleet: ReadFleet;
  readonly clock: Clock;
  readonly newRequestId: () => string;
}

/**
 * Makes what gives the run that tells how all subjects of a check are by now: a kept one, complete if there is such a one, else a new one.
 * null: the check reads no fleet. Rejects where no run is to be had.
 */
export function createNewestRun({
  checks,
  runs,
  readFleet,
  clock,
  newRequestId,
}: NewestRunSettings): (checkId: string) => Promise<FleetRun | null> {
  return async (checkId) => {
    const fleet = checks.get(checkId)?.fleet ?? null;
    if (fleet === null) return null;
    const nowMs = clock();
    const complete = await runs.newestComplete(checkId);
    if (complete !== null && isOfNow(complete, fleet, nowMs)) return complete;
    const newest = await runs.newestSince(checkId, nowMs - LASTS_MS, nowMs);
    if (newest !== null && isOfNow(newest, fleet, nowMs)) return newest;
    return readFleet({ checkId, requestId: newRequestId() });
  };
}

/** Whether a run still tells how everybody is: what a planned run has proved since, it does not know. */
function isOfNow(
  { asOfMs }: Pick<FleetRun, 'asOfMs'>,
  fleet: Pick<Fleet, 'nextReviewAfterMs'>,
  nowMs: EpochMs,
): boolean {
  const reviewAtMs = fleet.nextReviewAfterMs(asOfMs);
  return asOfMs >= nowMs - LASTS_MS && (reviewAtMs === null || reviewAtMs > nowMs);
}
