import type { Outcome } from '../checks/fleet.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import { isNotWell } from '../diagnosis/verdict.ts';
import { sinceGoingOn, type FleetRun, type GoingOn } from '../digests/fleet-run.ts';

/** So many runs one after the other may have read others, and not known how somebody is, until it is forgotten since when that was so. */
const MOST_STEPS_BACK = 5;

/**
 * The outcomes of a run, those not well with the instant since when earlier runs have seen them so: one run after the other, until each of them is
 * decided. Whom an incomplete run lacks it does not decide, nor whom it takes for well where they are known to have been missing already.
 * @param runBefore the newest run as of before an instant; null: there is none
 */
export async function withSinceBefore(
  outcomes: readonly Outcome[],
  asOfMs: EpochMs,
  hasRecovered: GoingOn['hasRecovered'],
  runBefore: (beforeMs: EpochMs) => Promise<FleetRun | null>,
): Promise<readonly Outcome[]> {
  const sought = new Map(outcomes.filter(isNotWell).map((outcome) => [outcome.subjectId, outcome]));
  const goingOn = new Map<string, Outcome>();
  let beforeMs = asOfMs;
  let steps = 0;
  while (steps < MOST_STEPS_BACK && sought.size > 0) {
    const run = await runBefore(beforeMs);
    if (run === null) break;
    beforeMs = run.asOfMs;
    // Of one that has read nobody there may be many within a minute, and it has forgotten nothing.
    if (run.outcomes.length > 0) steps += 1;
    for (const before of decidedBy(run, sought)) {
      const now = sought.get(before.subjectId);
      if (now === undefined) continue;
      sought.delete(before.subjectId);
      if (!isNotWell(before)) continue;
      const since = sinceGoingOn({ before, beforeAtMs: run.asOfMs, now, hasRecovered });
      goingOn.set(before.subjectId, { ...now, since });
    }
    if (run.coverage.isComplete) forgetAbsent(sought, run);
  }
  return outcomes.map((outcome) => goingOn.get(outcome.subjectId) ?? outcome);
}

function decidedBy({ outcomes, coverage, asOfMs }: FleetRun, sought: ReadonlyMap<string, Outcome>) {
  return outcomes.filter((outcome) => {
    const now = sought.get(outcome.subjectId);
    if (now === undefined || outcome.state === 'unknown') return false;
    return coverage.isComplete || isNotWell(outcome) || (now.since !== null && now.since.atMs > asOfMs);
  });
}

/** Who was not there then begins anew. */
function forgetAbsent(sought: Map<string, unknown>, { outcomes }: FleetRun): void {
  const ids = new Set(outcomes.map(({ subjectId }) => subjectId));
  for (const id of sought.keys()) if (!ids.has(id)) sought.delete(id);
}
