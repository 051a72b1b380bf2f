import type { Outcome } from '../checks/fleet.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Seen } from './compare.ts';
import type { FleetRun } from './fleet-run.ts';
import type { JudgedAnew } from './judge-anew.ts';
import type { DigestMemory, MuteMemory, RememberedDigest, RunMemory } from './memory.ts';
import { mutedAt } from './mutes.ts';
import { isNotWell, isWorse, matches } from './outcomes.ts';

/** So many digests one after the other may not have known how somebody is, until it is forgotten how that was before. */
const MOST_STEPS_BACK = 5;

/** What incomplete digests have told people, by certain rules. */
export interface ToldSince {
  /** Who was not well: of what was told of each the worst, by the newest that told so. */
  readonly told: ReadonlyMap<string, Seen>;
  /** Who was not well by other rules, and not by these. */
  readonly byOtherRules: readonly Outcome[];
  /** Of those that told of any of these: the others have nothing to add. */
  readonly digestIds: readonly string[];
}

export interface LastKnown {
  readonly lastKnown: ReadonlyMap<string, Seen>;
  /** Nothing had to be passed over because it was judged by other rules. */
  readonly isWhole: boolean;
}

/** What people know from earlier digests. */
export interface EarlierDigests {
  /**
   * What incomplete digests of these scopes have told between two instants.
   * @param rulesVersion what was told by others is neither known nor over by these
   */
  toldSince(
    scopes: readonly string[],
    afterMs: EpochMs,
    beforeMs: EpochMs,
    rulesVersion: number,
  ): Promise<ToldSince>;
  /** The same of those that were noted then, oldest first, as far as they are kept. */
  toldBy(digestIds: readonly string[], rulesVersion: number): Promise<ToldSince>;
  /**
   * How somebody was when they were last known, by what a digest was compared with: what incomplete ones had told until then and the last complete
   * one, else by what that was compared with, and so on. For the lists alone.
   * @param digest in which they are unknown
   * @param judged a run by those rules
   */
  lastKnownOf(
    subjectIds: Iterable<string>,
    digest: RememberedDigest | null,
    rulesVersion: number,
    judged: (run: FleetRun) => Promise<JudgedAnew>,
  ): Promise<LastKnown>;
}

interface Told extends Seen {
  readonly digestId: string;
}

export function createEarlierDigests({
  runs,
  memory,
  mutes,
}: {
  readonly runs: RunMemory;
  readonly memory: DigestMemory;
  readonly mutes: MuteMemory;
}): EarlierDigests {
  return {
    async toldSince(scopes, afterMs, beforeMs, rulesVersion) {
      return toldIn(withNews(await memory.incompleteTold(scopes, afterMs, beforeMs)), rulesVersion);
    },
    toldBy,
    lastKnownOf,
  };

  async function toldBy(digestIds: readonly string[], rulesVersion: number): Promise<ToldSince> {
    const digests = await Promise.all(digestIds.map((id) => memory.find(id)));
    return toldIn(
      digests.filter((digest) => digest !== null),
      rulesVersion,
    );
  }

  async function toldIn(digests: readonly RememberedDigest[], rulesVersion: number): Promise<ToldSince> {
    const told = new Map<string, Told>();
    const byOthers = new Map<string, Told>();
    let run: FleetRun | null = null;
    for (const { id: digestId, runId, checkId, counts, filter, madeAtMs } of digests) {
      if (counts.missing + counts.partial === 0) continue;
      if (run?.id !== runId) run = await runs.find(runId);
      if (run === null) continue;
      const seenAtMs = run.asOfMs;
      const into = run.rulesVersion === rulesVersion ? told : byOthers;
      const mutedIds = mutedAt(await mutes.activeAt(checkId, madeAtMs), madeAtMs);
      for (const outcome of run.outcomes) {
        const { subjectId } = outcome;
        if (!isNotWell(outcome) || !matches(outcome, filter) || mutedIds.has(subjectId)) continue;
        const before = into.get(subjectId);
        if (before !== undefined && isWorse(before.outcome, outcome)) continue;
        into.set(subjectId, { outcome, madeAtMs, seenAtMs, digestId });
      }
    }
    for (const subjectId of told.keys()) byOthers.delete(subjectId);
    const heard = [...told.values(), ...byOthers.values()];
    const heardOf = new Set(heard.map(({ digestId }) => digestId));
    return {
      told,
      byOtherRules: [...byOthers.values()].map(({ outcome }) => outcome),
      digestIds: digests.map(({ id }) => id).filter((id) => heardOf.has(id)),
    };
  }

  async function lastKnownOf(
    subjectIds: Iterable<string>,
    digest: RememberedDigest | null,
    rulesVersion: number,
    judged: (run: FleetRun) => Promise<JudgedAnew>,
  ): Promise<LastKnown> {
    const sought = new Set(subjectIds);
    const lastKnown = new Map<string, Seen>();
    let areAllWhole = true;
    let current = digest;
    for (let step = 0; step < MOST_STEPS_BACK && current !== null && sought.size > 0; step += 1) {
      const { told, byOtherRules } = await toldBy(current.toldDigestIds, rulesVersion);
      const before = await comparedWith(current, judged);
      if (!before.isWhole || byOtherRules.some(({ subjectId }) => sought.has(subjectId))) areAllWhole = false;
      for (const subjectId of sought) {
        const seen = lastOf(before.known.get(subjectId), told.get(subjectId));
        if (seen === undefined) continue;
        sought.delete(subjectId);
        lastKnown.set(subjectId, seen);
      }
      current = before.digest;
    }
    return { lastKnown, isWhole: areAllWhole };
  }

  /** Whom a complete digest knew that another one was compared with: nobody, where it cannot be judged by the rules that are asked for. */
  async function comparedWith(
    { baselineRunId, baselineDigestId }: RememberedDigest,
    judged: (run: FleetRun) => Promise<JudgedAnew>,
  ): Promise<{
    readonly digest: RememberedDigest | null;
    readonly known: ReadonlyMap<string, Seen>;
    readonly isWhole: boolean;
  }> {
    const digest = baselineDigestId === null ? null : await memory.find(baselineDigestId);
    const kept = baselineRunId === null ? null : await runs.find(baselineRunId);
    if (kept === null) return { digest, known: new Map(), isWhole: true };
    const { run, isWhole } = await judged(kept);
    const madeAtMs = digest?.madeAtMs ?? kept.madeAtMs;
    const known = isWhole ? run.outcomes.filter(({ state }) => state !== 'unknown') : [];
    return {
      digest,
      known: new Map(known.map((outcome) => [outcome.subjectId, { outcome, madeAtMs, seenAtMs: null }])),
      isWhole,
    };
  }
}

/**
 * Without those that tell nothing which a later one of their scope did not take up: of each scope the newest, and what that has heard of. However many
 * there are, few are read.
 */
function withNews(digests: readonly RememberedDigest[]): readonly RememberedDigest[] {
  const newest = new Map(digests.map((digest) => [`${digest.scope} ${digest.baselineDigestId}`, digest]));
  const needed = new Set([...newest.values()].flatMap(({ id, toldDigestIds }) => [id, ...toldDigestIds]));
  return digests.filter(({ id }) => needed.has(id));
}

/** What was told since a complete digest counts where it was worse than that, or where that knew nothing. */
function lastOf(complete: Seen | undefined, told: Seen | undefined): Seen | undefined {
  if (complete === undefined || told === undefined) return complete ?? told;
  return isWorse(told.outcome, complete.outcome) ? told : complete;
}
