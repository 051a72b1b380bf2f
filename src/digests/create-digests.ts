import { randomUUID } from 'node:crypto';
import type { Check } from '../checks/check.ts';
import type { Fleet, Outcome } from '../checks/fleet.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Clock } from '../sources/source.ts';
import { daysIn } from '../words/days.ts';
import { compareRuns, type Baseline, type Told } from './compare.ts';
import { csvOf } from './digest-csv.ts';
import type { Digest, Filter, Mute, StateCounts } from './digest.ts';
import type { DigestRequest, Digests, MadeDigest, ReadFleet } from './digests.ts';
import type { FleetRun } from './fleet-run.ts';
import { judgeAnew, type KeptFacts } from './judge-anew.ts';
import { mutedAt, overAtMs } from './mutes.ts';
import { isNotWell, matches } from './outcomes.ts';

/** As many digests as a picture has room for. */
const MOST_TREND_POINTS = 30;

/** So many digests one after the other may not have known how somebody is, until it is forgotten how that was before. */
const MOST_STEPS_BACK = 5;

/** A digest as it is remembered (`src/store/digests.ts`): what it takes to make it once more. */
export interface RememberedDigest {
  readonly id: string;
  readonly scope: string;
  readonly checkId: string;
  readonly runId: string;
  readonly asOfMs: EpochMs;
  readonly isComplete: boolean;
  readonly isQuiet: boolean;
  readonly counts: StateCounts;
  readonly filter: Filter;
  readonly baselineRunId: string | null;
  /** The digest of that run which it was compared with; null: it was the first, or it was not noted then. */
  readonly baselineDigestId: string | null;
  /** Incomplete ones that people were shown since then, oldest first: what they told is no news. */
  readonly toldDigestIds: readonly string[];
  readonly skippedDueAtMs: readonly EpochMs[];
  readonly madeAtMs: EpochMs;
  readonly wasPosted: boolean;
}

export interface DigestsSettings {
  readonly checks: ReadonlyMap<string, Check>;
  readonly readFleet: ReadFleet;
  /** Runs that are kept (`src/store/fleet-runs.ts`). */
  readonly runs: {
    find(id: string): Promise<FleetRun | null>;
    /** By as-of, which is not after `nowMs`. */
    newestSince(checkId: string, sinceMs: EpochMs, nowMs: EpochMs): Promise<FleetRun | null>;
    factsOf(runId: string): KeptFacts;
  };
  readonly memory: {
    keep(digest: RememberedDigest): Promise<void>;
    notePosted(id: string): Promise<boolean>;
    find(id: string): Promise<RememberedDigest | null>;
    /** The newest complete one that people were shown, or that had nothing to tell: of everybody, or narrowed to the same. */
    lastComplete(scope: string, beforeMs: EpochMs, filter: Filter): Promise<RememberedDigest | null>;
    /** Incomplete ones of these scopes that people were shown in between, oldest first. */
    incompleteTold(
      scopes: readonly string[],
      afterMs: EpochMs,
      beforeMs: EpochMs,
    ): Promise<readonly RememberedDigest[]>;
    /** A complete one that was made of a run and that people know as above: of this scope, where there is one. */
    ofRun(runId: string, scope: string): Promise<RememberedDigest | null>;
    /** The newest complete ones that are narrowed to the same, one for each run, oldest first. */
    history(scope: string, limit: number, filter: Filter): Promise<readonly RememberedDigest[]>;
  };
  /** Those in force at an instant, by whatever they have been ended since. */
  readonly mutes: { activeAt(checkId: string, nowMs: EpochMs): Promise<readonly Mute[]> };
  readonly clock: Clock;
  /** Told of how many subjects the check cannot read the kept facts any more, and why. The digest says that not all could be judged anew. */
  onUnreadableFacts(runId: string, subjects: number, cause: unknown): void;
}

/** Somebody is getting a run: by finding one, or by reading the fleet. */
interface Search {
  /** The run will not be of before this instant. */
  sinceMs: EpochMs;
}

/** What a digest is made of. */
interface Ingredients {
  readonly run: FleetRun;
  readonly baseline: BaselineRun | null;
  /** Incomplete ones that people were shown since, oldest first. */
  readonly told: readonly RememberedDigest[];
  /** That it is made for. */
  readonly scope: string;
  readonly filter: Filter;
  readonly skippedDueAtMs: readonly EpochMs[];
  readonly nowMs: EpochMs;
}

interface BaselineRun {
  readonly run: FleetRun;
  /** null: it is not kept any more, or which one it was has not been noted. */
  readonly digest: RememberedDigest | null;
}

/** What a digest is compared with, and within which scopes it was found. */
interface Found {
  readonly baseline: BaselineRun | null;
  readonly scopes: readonly string[];
}

/** The use case of digests. */
export function createDigests(settings: DigestsSettings): Digests {
  const { readFleet, runs, memory, mutes, clock } = settings;
  const searches = new Map<string, { readonly search: Search; readonly run: Promise<FleetRun> }>();

  return { make, notePosted: (digestId) => memory.notePosted(digestId), reopen, csvOf: csvOfDigest, trendOf };

  async function make(request: DigestRequest): Promise<MadeDigest> {
    const { checkId, scope, filter, skippedDueAtMs } = request;
    const run = await runSince(request);
    const { baseline, scopes } = await baselineOf(request, run.asOfMs);
    const told = await memory.incompleteTold(scopes, baseline?.run.asOfMs ?? 0, run.asOfMs);
    const nowMs = clock();
    const digest = await compare({ run, baseline, told, scope, filter, skippedDueAtMs, nowMs });
    const id = request.id ?? randomUUID();
    await memory.keep({
      id,
      scope,
      checkId,
      runId: run.id,
      asOfMs: run.asOfMs,
      isComplete: digest.coverage.isComplete,
      isQuiet: digest.isQuiet,
      counts: digest.counts,
      filter,
      baselineRunId: baseline?.run.id ?? null,
      baselineDigestId: baseline?.digest?.id ?? null,
      toldDigestIds: told.map((each) => each.id),
      skippedDueAtMs,
      madeAtMs: nowMs,
      wasPosted: false,
    });
    return { id, scope, digest };
  }

  async function reopen(digestId: string): Promise<MadeDigest | null> {
    const reopened = await reopenWithRun(digestId);
    return reopened === null ? null : reopened.made;
  }

  async function csvOfDigest(digestId: string): Promise<string | null> {
    const reopened = await reopenWithRun(digestId);
    return reopened === null ? null : csvOf(reopened.made.digest, reopened.run);
  }

  async function reopenWithRun(
    digestId: string,
  ): Promise<{ readonly made: MadeDigest; readonly run: FleetRun } | null> {
    const kept = await memory.find(digestId);
    if (kept === null) return null;
    const { runId, baselineRunId, baselineDigestId, toldDigestIds, filter, skippedDueAtMs, scope } = kept;
    const run = await runs.find(runId);
    const baselineRun = baselineRunId === null ? null : await runs.find(baselineRunId);
    // Compared with nothing it would be another digest.
    if (run === null || (baselineRun === null && baselineRunId !== null)) return null;
    const baselineDigest = baselineDigestId === null ? null : await memory.find(baselineDigestId);
    const baseline = baselineRun === null ? null : { run: baselineRun, digest: baselineDigest };
    const told = await Promise.all(toldDigestIds.map((id) => memory.find(id)));
    const digest = await compare({
      run,
      baseline,
      told: told.filter((each) => each !== null),
      scope,
      filter,
      skippedDueAtMs,
      nowMs: clock(),
    });
    return { made: { id: digestId, scope, digest }, run };
  }

  async function trendOf(scope: string, filter: Filter): ReturnType<Digests['trendOf']> {
    const kept = await memory.history(scope, MOST_TREND_POINTS, filter);
    return kept.map(({ asOfMs, counts }) => ({ asOfMs, counts }));
  }

  /** Two that ask at the same time share what is found, or read, if it is new enough for both. */
  async function runSince(request: DigestRequest): Promise<FleetRun> {
    const { checkId, notBeforeMs } = request;
    const underWay = searches.get(checkId);
    if (underWay !== undefined && underWay.search.sinceMs >= notBeforeMs) return underWay.run;
    const search = { sinceMs: notBeforeMs };
    const own = { search, run: findOrRead(request, search) };
    searches.set(checkId, own);
    try {
      return await own.run;
    } finally {
      if (searches.get(checkId) === own) searches.delete(checkId);
    }
  }

  async function findOrRead(request: DigestRequest, search: Search): Promise<FleetRun> {
    const { checkId, requestId, onProgress } = request;
    const { check } = fleetOf(checkId);
    const kept = await runs.newestSince(checkId, search.sinceMs, clock());
    // A replica of another release may have judged it.
    if (kept?.rulesVersion === check.rulesVersion) return kept;
    search.sinceMs = clock();
    return readFleet({ checkId, requestId, onProgress });
  }

  /** The newest complete digest of the scopes that come first, else of the others. */
  async function baselineOf(
    { checkId, scope, baselineScopes, fallbackScopes = [], filter }: DigestRequest,
    beforeMs: EpochMs,
  ): Promise<Found> {
    for (const scopes of [baselineScopes, fallbackScopes]) {
      const baseline = await newestOf(checkId, scopes, filter, beforeMs);
      if (baseline !== null) return { baseline, scopes: [...new Set([...scopes, scope])] };
    }
    return { baseline: null, scopes: [...new Set([...baselineScopes, ...fallbackScopes, scope])] };
  }

  async function newestOf(
    checkId: string,
    scopes: readonly string[],
    filter: Filter,
    beforeMs: EpochMs,
  ): Promise<BaselineRun | null> {
    const last = await Promise.all(scopes.map((scope) => memory.lastComplete(scope, beforeMs, filter)));
    const newestFirst = last
      .filter((digest) => digest !== null)
      .sort((a, b) => b.asOfMs - a.asOfMs || b.madeAtMs - a.madeAtMs);
    for (const digest of newestFirst) {
      if (digest.checkId !== checkId)
        throw new Error(`the scope ${digest.scope} is of the check ${digest.checkId}`);
      const run = await runs.find(digest.runId);
      if (run !== null) return { run, digest };
    }
    return null;
  }

  /**
   * How those were when they were last known who are unknown in a baseline, and not now: by the runs that it was compared with itself, one after
   * the other. For the lists alone. What cannot be judged by the rules of today tells nothing of what they would say.
   * @param baseline judged by the rules of today
   */
  async function lastKnownOf(
    baseline: FleetRun,
    scope: string,
    now: FleetRun,
  ): Promise<{ readonly lastKnown: ReadonlyMap<string, Outcome>; readonly isWhole: boolean }> {
    const { check, fleet } = fleetOf(baseline.checkId);
    const isUnknown = ({ state }: Outcome) => state === 'unknown';
    const stillUnknown = new Set(now.outcomes.filter(isUnknown).map(({ subjectId }) => subjectId));
    const sought = new Set(
      baseline.outcomes
        .filter((outcome) => isUnknown(outcome) && !stillUnknown.has(outcome.subjectId))
        .map(({ subjectId }) => subjectId),
    );
    const lastKnown = new Map<string, Outcome>();
    let areAllWhole = true;
    let runId: string | null = baseline.id;
    for (let step = 0; step < MOST_STEPS_BACK && runId !== null && sought.size > 0; step += 1) {
      runId = (await memory.ofRun(runId, scope))?.baselineRunId ?? null;
      const kept = runId === null ? null : await runs.find(runId);
      if (kept === null) break;
      const { run, isWhole } = await judgedByToday(kept, check, fleet);
      if (!isWhole) {
        areAllWhole = false;
        continue;
      }
      for (const outcome of run.outcomes) {
        if (isUnknown(outcome) || !sought.delete(outcome.subjectId)) continue;
        lastKnown.set(outcome.subjectId, outcome);
      }
    }
    return { lastKnown, isWhole: areAllWhole };
  }

  /** Who was not well in incomplete digests that people were shown, by the newest of them; whoever was muted was not told of. */
  async function toldIn(digests: readonly RememberedDigest[]): Promise<ReadonlyMap<string, Told>> {
    const told = new Map<string, Told>();
    for (const { checkId, runId, filter, madeAtMs } of digests) {
      const run = await runs.find(runId);
      if (run === null) continue;
      const mutedIds = mutedAt(await mutes.activeAt(checkId, madeAtMs), madeAtMs);
      for (const outcome of run.outcomes) {
        if (!isNotWell(outcome) || !matches(outcome, filter) || mutedIds.has(outcome.subjectId)) continue;
        told.set(outcome.subjectId, { outcome, asOfMs: run.asOfMs });
      }
    }
    return told;
  }

  async function compare(ingredients: Ingredients): Promise<Digest> {
    const { run, baseline, told, scope, filter, skippedDueAtMs, nowMs } = ingredients;
    const { check, fleet } = fleetOf(run.checkId);
    const isSame = baseline === null || baseline.run.rulesVersion === run.rulesVersion;
    const thenMs = baseline?.digest?.madeAtMs ?? baseline?.run.madeAtMs ?? nowMs;
    const [judged, judgedBaseline, toldOf, mutesNow, mutesThen] = await Promise.all([
      isSame ? { run, isWhole: true } : judgedByToday(run, check, fleet),
      isSame || baseline === null ? null : judgedByToday(baseline.run, check, fleet),
      toldIn(told),
      mutes.activeAt(check.id, nowMs),
      baseline === null ? [] : mutes.activeAt(check.id, thenMs),
    ]);
    const known =
      baseline === null
        ? { lastKnown: new Map<string, Outcome>(), isWhole: true }
        : await lastKnownOf(judgedBaseline?.run ?? baseline.run, scope, judged.run);
    return compareRuns({
      run: judged.run,
      baseline:
        baseline === null
          ? null
          : {
              ...baselineFrom(baseline.run, judgedBaseline, judged.isWhole && known.isWhole),
              madeAtMs: thenMs,
            },
      lastKnown: known.lastKnown,
      told: toldOf,
      mutes: [...mutesThen.filter((mute) => overAtMs(mute) <= nowMs), ...mutesNow],
      filter,
      nowMs,
      skippedDueAtMs,
      outageOf: (outcome) => fleet.outageOf(outcome),
      hasRecovered: (before, after) => fleet.hasRecovered(before, after),
      days: daysIn(fleet.timeZone),
    });
  }

  async function judgedByToday(run: FleetRun, check: Check, fleet: Fleet) {
    if (run.rulesVersion === check.rulesVersion) return { run, isWhole: true };
    return judgeAnew(run, runs.factsOf(run.id), check, fleet, (subjects, cause) =>
      settings.onUnreadableFacts(run.id, subjects, cause),
    );
  }

  function fleetOf(checkId: string): { readonly check: Check; readonly fleet: Fleet } {
    const check = settings.checks.get(checkId);
    if (check === undefined) throw new Error(`no check is called "${checkId}"`);
    if (check.fleet === null) throw new Error(`the check "${checkId}" does not read all its subjects`);
    return { check, fleet: check.fleet };
  }
}

function baselineFrom(
  kept: FleetRun,
  judged: { readonly run: FleetRun; readonly isWhole: boolean } | null,
  isRestWhole: boolean,
): Baseline {
  if (judged === null) return { run: kept, rules: isRestWhole ? 'same' : 'not-judged-anew' };
  const rules = judged.isWhole && isRestWhole ? 'judged-anew' : 'not-judged-anew';
  return { run: judged.run, rules };
}
