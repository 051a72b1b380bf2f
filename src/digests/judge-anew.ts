import type { Check } from '../checks/check.ts';
import type { Fleet, Outcome } from '../checks/fleet.ts';
import { sinceGoingOn, type FleetRun } from './fleet-run.ts';
import type { KeptFacts } from './memory.ts';
import { isNotWell } from './outcomes.ts';

export interface JudgedAnew {
  /** By the check's rules of today, as far as its facts are kept and can be read. */
  readonly run: FleetRun;
  readonly isWhole: boolean;
}

/**
 * Judges a run by the rules of today: one page of facts is in memory at a time.
 * @param onUnreadable told once how many facts are of a shape which the check no longer reads, with one of the reasons: those outcomes stay as they were
 */
export async function judgeAnew(
  run: FleetRun,
  facts: KeptFacts,
  check: Check,
  fleet: Fleet,
  onUnreadable: (count: number, cause: unknown) => void,
): Promise<JudgedAnew> {
  const judged = new Map<string, Outcome>();
  const failures: { count: number; cause: unknown } = { count: 0, cause: null };
  for await (const page of facts) {
    for (const { subjectId, facts: kept } of page) {
      const read = parsed(check, kept, (cause) => {
        failures.count += 1;
        failures.cause = cause;
      });
      if (read === null) continue;
      judged.set(subjectId, fleet.outcomeOf(subjectId, read.facts, check.evaluate(read.facts).verdict));
    }
  }
  if (failures.count > 0) onUnreadable(failures.count, failures.cause);
  /** What earlier runs told of the past stands in no facts. */
  const goingOn = (before: Outcome, now: Outcome): Outcome =>
    before !== now && isNotWell(before) && isNotWell(now)
      ? { ...now, since: sinceGoingOn({ before, beforeAtMs: run.asOfMs, now, hasRecovered: () => false }) }
      : now;
  return {
    run: {
      ...run,
      rulesVersion: check.rulesVersion,
      outcomes: run.outcomes.map((outcome) => goingOn(outcome, judged.get(outcome.subjectId) ?? outcome)),
    },
    isWhole: run.outcomes.every(({ subjectId }) => judged.has(subjectId)),
  };
}

/** In an object, since facts may be anything. */
function parsed(
  check: Check,
  kept: unknown,
  onFailure: (cause: unknown) => void,
): { readonly facts: unknown } | null {
  try {
    return { facts: check.parseFacts(kept) };
  } catch (cause) {
    onFailure(cause);
    return null;
  }
}
