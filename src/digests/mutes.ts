import type { Outcome } from '../checks/fleet.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Changes } from './changes.ts';
import type { Changed, Mute, MutedOutcome } from './digest.ts';
import { compareWorstFirst } from './outcomes.ts';

/** Its time is up, or somebody has ended it. */
export function overAtMs({ untilMs, endedAtMs }: Mute): EpochMs {
  return Math.min(untilMs, endedAtMs ?? Infinity);
}

/**
 * Of subjects whose mute is up since they were last told of, by a mute that the last digest knew of.
 * @param thenMs when that digest was made
 * @param knownMsOf when the last one was made that knew how somebody was: not after `thenMs`, or it has told of them since
 */
export function unmutedSince(
  mutes: readonly Mute[],
  thenMs: EpochMs,
  knownMsOf: (subjectId: string) => EpochMs,
  nowMs: EpochMs,
): ReadonlySet<string> {
  const over = mutes.filter(
    (mute) => mute.atMs <= thenMs && overAtMs(mute) > knownMsOf(mute.subjectId) && overAtMs(mute) <= nowMs,
  );
  return new Set(over.map(({ subjectId }) => subjectId));
}

/** Of subjects that are muted at an instant. */
export function mutedAt(mutes: readonly Mute[], nowMs: EpochMs): ReadonlySet<string> {
  return new Set(mutes.filter((mute) => overAtMs(mute) > nowMs).map(({ subjectId }) => subjectId));
}

/** Takes whoever is muted at an instant out of all lists. */
export function leaveOutMuted(
  changes: Changes,
  mutes: readonly Mute[],
  nowMs: EpochMs,
): { readonly changes: Changes; readonly muted: readonly MutedOutcome[] } {
  const newestLast = mutes
    .filter((mute) => overAtMs(mute) > nowMs)
    .sort((a, b) => a.atMs - b.atMs || a.untilMs - b.untilMs);
  const active = new Map(newestLast.map((mute) => [mute.subjectId, mute]));
  const muted: MutedOutcome[] = [];

  function isTold(outcome: Outcome): boolean {
    const mute = active.get(outcome.subjectId);
    if (mute !== undefined) muted.push({ outcome, mute });
    return mute === undefined;
  }
  const told = (outcomes: readonly Outcome[]) => outcomes.filter(isTold);
  const toldOf = (changed: readonly Changed[]) =>
    changed.filter(({ before, after }) => isTold(after ?? before));

  const left: Changes = {
    fresh: told(changes.fresh),
    worse: toldOf(changes.worse),
    still: told(changes.still),
    unmuted: told(changes.unmuted),
    recovered: toldOf(changes.recovered),
    dropped: toldOf(changes.dropped),
    withdrawn: toldOf(changes.withdrawn),
    unclear: toldOf(changes.unclear),
    outages: changes.outages
      .map((outage) => ({ ...outage, outcomes: told(outage.outcomes) }))
      .filter(({ outcomes }) => outcomes.length > 0),
    // One is over where somebody has recovered: where all of those are muted, there is nobody to tell it of.
    endedOutages: changes.endedOutages
      .map((outage) => ({ ...outage, recovered: toldOf(outage.recovered) }))
      .filter(({ recovered }) => recovered.length > 0),
  };
  return { changes: left, muted: muted.sort((a, b) => compareWorstFirst(a.outcome, b.outcome)) };
}
