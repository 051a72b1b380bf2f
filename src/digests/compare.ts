import type { Outcome } from '../checks/fleet.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import { STATES, type State } from '../diagnosis/verdict.ts';
import type { Days } from '../words/days.ts';
import { changesBetween, type Sides } from './changes.ts';
import { commonFactorOf } from './common-factor.ts';
import type { Changed, Digest, Filter, Mute } from './digest.ts';
import { findingsOf } from './findings.ts';
import type { FleetRun } from './fleet-run.ts';
import { leaveOutMuted, mutedAt, unmutedSince } from './mutes.ts';
import type { OutageOf } from './outages.ts';
import { compareWorstFirst, countStates, isNotWell, isWorse, matches } from './outcomes.ts';

/** A complete run of the same check, already judged by the rules of the new one where that can be done. */
export interface Baseline {
  readonly run: FleetRun;
  /** When its digest was made, and its mutes were looked at; left out: when the run was. */
  readonly madeAtMs?: EpochMs | undefined;
  readonly rules: 'same' | 'judged-anew' | 'not-judged-anew';
}

export interface Comparison {
  readonly run: FleetRun;
  /** null: there is none. */
  readonly baseline: Baseline | null;
  /** How those were when they were last known who are unknown in the baseline, by their ids, as far as earlier digests tell. */
  readonly lastKnown: ReadonlyMap<string, Seen>;
  /** Who was not well in an incomplete digest that people were shown since the baseline, by their ids; left out: nobody. */
  readonly told?: ReadonlyMap<string, Seen> | undefined;
  /** Of this check: those in force, and those whose time was up since the baseline, or since somebody was last known. */
  readonly mutes: readonly Mute[];
  readonly filter: Filter;
  readonly nowMs: EpochMs;
  readonly skippedDueAtMs: readonly EpochMs[];
  readonly outageOf: OutageOf;
  /** As `Fleet.hasRecovered`. */
  readonly hasRecovered: Sides['hasRecovered'];
  /** Of the schedule's zone. */
  readonly days: Days;
}

/** How somebody was by an earlier digest. */
export interface Seen {
  readonly outcome: Outcome;
  /** When it was made, and its mutes were looked at. */
  readonly madeAtMs: EpochMs;
  /** The as-of of an incomplete one, which people were shown; null: it was complete. */
  readonly seenAtMs: EpochMs | null;
}

const NOBODY: ReadonlyMap<string, Seen> = new Map();

/**
 * What has become of a fleet since its last complete run. Pure, and the same whatever the order of outcomes and mutes.
 *
 * Who does not match the filter is not there, neither now nor then. Everybody who is not well now stands in exactly one of `fresh`, `worse`,
 * `still`, `unmuted`, `outages` and `muted`; everybody who was not well then and is not seen to be unwell now in exactly one of
 * `recovered`, `endedOutages`, `dropped`, `unclear` and `muted`. A run that is not complete tells of nobody that they are well again:
 * whoever is not seen to be unwell is `unclear`. What is unknown is nobody's recovery and nobody's failure.
 */
export function compareRuns(comparison: Comparison): Digest {
  const { run, baseline, lastKnown, told = NOBODY, mutes, filter, nowMs } = comparison;
  const { skippedDueAtMs, outageOf, hasRecovered, days } = comparison;
  const now = run.outcomes.filter((outcome) => matches(outcome, filter));
  const past = baseline?.run.outcomes.filter((outcome) => matches(outcome, filter)) ?? [];
  const hasVanished = run.coverage.isComplete && past.length > 0 && now.length === 0;
  // Compared with nobody, everybody would be new the next time. Who only does not fit the filter any more is seen to be there.
  const isComplete = run.coverage.isComplete && !(hasVanished && run.outcomes.length === 0);
  const thenMs = baseline?.madeAtMs ?? baseline?.run.madeAtMs ?? nowMs;
  const known = withLastKnown(past, lastKnown, now, isComplete);
  const seen = withTold(known, told, baseline === null ? now : []).filter((one) => matches(one, filter));
  const knownMsOf = (id: string) => (told.get(id) ?? lastKnown.get(id))?.madeAtMs ?? thenMs;
  const all = changesBetween({
    now,
    past: seen,
    allNow: run.outcomes,
    isComplete,
    unmutedIds: unmutedSince(mutes, thenMs, knownMsOf, nowMs),
    outageOf,
    hasRecovered,
    seenAtMs: (before) =>
      [told, lastKnown].map((by) => by.get(before.subjectId)).find((each) => each?.outcome === before)
        ?.seenAtMs ?? null,
  });
  const { changes, muted } = leaveOutMuted(all, mutes, nowMs);
  const isEverybody = Object.keys(filter).length === 0;
  const factor = commonFactorOf(
    now.filter((outcome) => isNotWell(outcome) && outageOf(outcome) === null),
    now.filter(({ state }) => state === 'on-schedule'),
    days,
  );
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
            settings: settingsSince(baseline.run, run),
          },
    ...changes,
    ...unknownOf(now, seen, all.unclear, mutedAt(mutes, nowMs)),
    muted,
    factor: factor === null ? null : { ...factor, isTooFew: factor.isTooFew || !isComplete },
    findings: findingsOf(
      { findings: run.findings, watched: now, isEverybody },
      { findings: baseline?.run.findings ?? [], watched: past, isEverybody },
    ),
    canaries: run.canaries,
    hasVanished,
    coverage: { ...run.coverage, isComplete },
    skippedDueAtMs,
  };
  return { ...digest, isQuiet: isQuiet(digest) && isTheSame(now, past, outageOf) };
}

function settingsSince(before: FleetRun, after: FleetRun): 'same' | 'changed' | 'unknown' {
  if (before.settingsKey === null || after.settingsKey === null) return 'unknown';
  return before.settingsKey === after.settingsKey ? 'same' : 'changed';
}

function isQuiet(digest: Omit<Digest, 'isQuiet'>): boolean {
  const { fresh, worse, recovered, dropped, unmuted, unclear, endedOutages } = digest;
  const changed = [fresh, worse, recovered, dropped, unmuted, unclear, endedOutages];
  return (
    digest.baseline !== null &&
    digest.baseline.rules !== 'not-judged-anew' &&
    digest.baseline.settings !== 'changed' &&
    digest.coverage.isComplete &&
    digest.skippedDueAtMs.length === 0 &&
    changed.every((list) => list.length === 0) &&
    !digest.outages.some(({ isNew }) => isNew) &&
    !digest.hasVanished &&
    !digest.findings.some(({ isNew }) => isNew) &&
    !digest.canaries.some(({ status }) => status === 'silent')
  );
}

/**
 * Whether everybody is as they were, muted or not, for all are counted: in the same state, where missing and partial are alike as long as there are
 * as many of each, and out by the same planned run. Who was not there, or is not there any more, is not as they were.
 */
function isTheSame(now: readonly Outcome[], past: readonly Outcome[], outageOf: OutageOf): boolean {
  const [counts, countsThen] = [countStates(now), countStates(past)];
  if (STATES.some((state) => counts[state] !== countsThen[state])) return false;
  const standsOf = (outcomes: readonly Outcome[]) =>
    new Set(
      outcomes.map((outcome) => {
        const state = isNotWell(outcome) ? 'not-well' : outcome.state;
        return JSON.stringify([outcome.subjectId, state, isNotWell(outcome) ? outageOf(outcome) : null]);
      }),
    );
  const [nowStands, pastStands] = [standsOf(now), standsOf(past)];
  return nowStands.size === pastStands.size && [...nowStands].every((each) => pastStands.has(each));
}

/**
 * Those of a baseline, who was told of since as they were told: what an incomplete digest told is no news any more, and it is told when it is over.
 * Where both tell of somebody, the worse of the two is known.
 * @param named who is not told of so: a first digest names everybody who is not well
 */
function withTold(
  past: readonly Outcome[],
  told: ReadonlyMap<string, Seen>,
  named: readonly Outcome[],
): readonly Outcome[] {
  const known = new Map(past.map((outcome) => [outcome.subjectId, outcome]));
  const namedIds = new Set(named.filter(isNotWell).map(({ subjectId }) => subjectId));
  for (const [subjectId, { outcome }] of told) {
    const before = known.get(subjectId);
    if (namedIds.has(subjectId) || (before !== undefined && !isWorse(outcome, before))) continue;
    known.set(subjectId, outcome);
  }
  return [...known.values()];
}

/** Who cannot be judged now, and is not told of as not well before. Whoever is muted is only counted. */
function unknownOf(
  now: readonly Outcome[],
  past: readonly Outcome[],
  unclear: readonly Changed[],
  mutedIds: ReadonlySet<string>,
): Pick<Digest, 'lost' | 'unknown'> {
  const told = new Set(unclear.map(({ before }) => before.subjectId));
  const before = new Map(past.map(({ subjectId, state }) => [subjectId, state]));
  const isLost = ({ subjectId }: Outcome) => (before.get(subjectId) ?? 'unknown') !== 'unknown';
  const unknown = now
    .filter(({ subjectId, state }) => state === 'unknown' && !told.has(subjectId) && !mutedIds.has(subjectId))
    .sort(compareWorstFirst);
  return { lost: unknown.filter(isLost), unknown: unknown.filter((outcome) => !isLost(outcome)) };
}

/**
 * Those of a baseline, who is unknown in it as it was last known: else whoever could not be judged once would be new, or never recover.
 * Only where that is decided now; of whom nothing is known now there is nothing else to tell than the last time.
 */
function withLastKnown(
  past: readonly Outcome[],
  lastKnown: ReadonlyMap<string, Seen>,
  now: readonly Outcome[],
  isComplete: boolean,
): readonly Outcome[] {
  const states = new Map(now.map(({ subjectId, state }) => [subjectId, state]));
  const isDecided = (state: State | undefined) =>
    state === undefined ? isComplete : state !== 'unknown' && (isComplete || isNotWell({ state }));
  return past.map((outcome) =>
    outcome.state === 'unknown' && isDecided(states.get(outcome.subjectId))
      ? (lastKnown.get(outcome.subjectId)?.outcome ?? outcome)
      : outcome,
  );
}
