import type { Outcome } from '../checks/fleet.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import { isNotWell } from '../diagnosis/verdict.ts';
import { sinceGoingOn, type FleetRun, type GoingOn } from '../digests/fleet-run.ts';

/** So many runs one after the other may not have known how somebody is, until it is forgotten since when that was so. */
const MOST_STEPS_BACK = 5;

/**
 * The outcomes of a run, those not well with the instant since when earlier runs have seen them so: one run after the other, until each of them is
 * decided. What an incomplete run lacks, or takes for well, decides nothing.
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
  for (let step = 0; step < MOST_STEPS_BACK && sought.size > 0; step += 1) {
    const run = await runBefore(beforeMs);
    if (run === null) break;
    beforeMs = run.asOfMs;
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

function decidedBy({ outcomes, coverage }: FleetRun, sought: ReadonlyMap<string, unknown>) {
  return outcomes.filter(
    (outcome) =>
      sought.has(outcome.subjectId) &&
      (coverage.isComplete ? outcome.state !== 'unknown' : isNotWell(outcome)),
  );
}

/** Who was not there then begins anew. */
function forgetAbsent(sought: Map<string, unknown>, { outcomes }: FleetRun): void {
  const ids = new Set(outcomes.map(({ subjectId }) => subjectId));
  for (const id of sought.keys()) if (!ids.has(id)) sought.delete(id);
}
