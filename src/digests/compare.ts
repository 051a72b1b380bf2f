import type { Outcome } from '../checks/fleet.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Days } from '../words/days.ts';
import { changesBetween } from './changes.ts';
import { commonFactorOf } from './common-factor.ts';
import type { Digest, Filter, Mute } from './digest.ts';
import { findingsOf } from './findings.ts';
import type { FleetRun } from './fleet-run.ts';
import { leaveOutMuted, unmutedBetween } from './mutes.ts';
import type { OutageOf } from './outages.ts';
import { countStates, isNotWell, matches } from './outcomes.ts';

/** A complete run of the same check, already judged by the rules of the new one where that can be done. */
export interface Baseline {
  readonly run: FleetRun;
  readonly rules: 'same' | 'judged-anew' | 'not-judged-anew';
}

export interface Comparison {
  readonly run: FleetRun;
  /** null: there is none. */
  readonly baseline: Baseline | null;
  /** Of this check: those in force, and those whose time was up since the baseline. */
  readonly mutes: readonly Mute[];
  readonly filter: Filter;
  readonly nowMs: EpochMs;
  readonly skippedDueAtMs: readonly EpochMs[];
  readonly outageOf: OutageOf;
  /** Of the schedule's zone. */
  readonly days: Days;
}

/**
 * What has become of a fleet since its last complete run. Pure, and the same whatever the order of outcomes and mutes.
 *
 * Who does not match the filter is not there, neither now nor then. Everybody who is not well now stands in exactly one of `fresh`, `worse`,
 * `still`, `unmuted`, `outages` and `muted`; everybody who was not well then and is not seen to be unwell now in exactly one of
 * `recovered`, `endedOutages`, `dropped`, `unclear` and `muted`. A run that is not complete tells of nobody that they are well again:
 * whoever is not seen to be unwell is `unclear`. What is unknown is nobody's recovery and nobody's failure.
 */
export function compareRuns(comparison: Comparison): Digest {
  const { run, baseline, mutes, filter, nowMs, skippedDueAtMs, outageOf, days } = comparison;
  const now = run.outcomes.filter((outcome) => matches(outcome, filter));
  const past = baseline?.run.outcomes.filter((outcome) => matches(outcome, filter)) ?? [];
  const all = changesBetween({
    now,
    past,
    allNow: run.outcomes,
    isComplete: run.coverage.isComplete,
    unmutedIds: unmutedBetween(mutes, baseline?.run.asOfMs ?? nowMs, nowMs),
    outageOf,
  });
  const { changes, muted } = leaveOutMuted(all, mutes, nowMs);
  const isEverybody = Object.keys(filter).length === 0;
  const digest: Omit<Digest, 'isQuiet'> = {
    checkId: run.checkId,
    runId: run.id,
    asOfMs: run.asOfMs,
    filter,
    rulesVersion: run.rulesVersion,
    counts: countStates(now),
    baseline:
      baseline === null
        ? null
        : {
            runId: baseline.run.id,
            asOfMs: baseline.run.asOfMs,
            counts: countStates(past),
            rules: baseline.rules,
          },
    ...changes,
    muted,
    factor: commonFactorOf(
      now.filter((outcome) => isNotWell(outcome) && outageOf(outcome) === null),
      now.filter(({ state }) => state === 'on-schedule'),
      days,
    ),
    findings: findingsOf(run, baseline?.run ?? null, isEverybody ? null : now),
    canaries: run.canaries,
    coverage: run.coverage,
    skippedDueAtMs,
  };
  return { ...digest, isQuiet: isQuiet(digest) && !isMoreUnknown(now, past) };
}

function isQuiet(digest: Omit<Digest, 'isQuiet'>): boolean {
  const { fresh, worse, recovered, dropped, unmuted, unclear, endedOutages } = digest;
  const changed = [fresh, worse, recovered, dropped, unmuted, unclear, endedOutages];
  return (
    digest.baseline !== null &&
    digest.baseline.rules !== 'not-judged-anew' &&
    digest.coverage.isComplete &&
    digest.skippedDueAtMs.length === 0 &&
    changed.every((list) => list.length === 0) &&
    !digest.outages.some(({ isNew }) => isNew) &&
    !digest.canaries.some(({ status }) => status === 'silent')
  );
}

/** Somebody could be judged the last time, or was not there, and cannot be judged now. */
function isMoreUnknown(now: readonly Outcome[], past: readonly Outcome[]): boolean {
  const isUnknown = ({ state }: Outcome) => state === 'unknown';
  const unknownThen = new Set(past.filter(isUnknown).map(({ subjectId }) => subjectId));
  return now.filter(isUnknown).some(({ subjectId }) => !unknownThen.has(subjectId));
}
