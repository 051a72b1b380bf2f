import { randomUUID } from 'node:crypto';
import type { Check } from '../checks/check.ts';
import type { Fleet, Outcome } from '../checks/fleet.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Clock } from '../sources/source.ts';
import { daysIn } from '../words/days.ts';
import { compareRuns, type Baseline } from './compare.ts';
import { csvOf } from './digest-csv.ts';
import type { Digest, Filter, Mute, StateCounts } from './digest.ts';
import type { DigestRequest, Digests, MadeDigest, ReadFleet } from './digests.ts';
import type { FleetRun } from './fleet-run.ts';
import { judgeAnew, type KeptFacts } from './judge-anew.ts';
import { overAtMs } from './mutes.ts';

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
    /** By as-of. */
    newestSince(checkId: string, sinceMs: EpochMs): Promise<FleetRun | null>;
    factsOf(runId: string): KeptFacts;
  };
  readonly memory: {
    keep(digest: RememberedDigest): Promise<void>;
    notePosted(id: string): Promise<boolean>;
    find(id: string): Promise<RememberedDigest | null>;
    /** The newest complete one that people were shown, or that had nothing to tell. */
    lastComplete(scope: string, beforeMs: EpochMs): Promise<RememberedDigest | null>;
    /** A complete one that was made of a run and that people know as above: of this scope, where there is one. */
    ofRun(runId: string, scope: string): Promise<RememberedDigest | null>;
    /** The newest complete ones, one for each run, oldest first. */
    history(scope: string, limit: number): Promise<readonly RememberedDigest[]>;
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
  readonly baseline: FleetRun | null;
  /** That it is made for. */
  readonly scope: string;
  readonly filter: Filter;
  readonly skippedDueAtMs: readonly EpochMs[];
}

/** The use case of digests. */
export function createDigests(settings: DigestsSettings): Digests {
  const { readFleet, runs, memory, mutes, clock } = settings;
  const searches = new Map<string, { readonly search: Search; readonly run: Promise<FleetRun> }>();

  return { make, notePosted: (digestId) => memory.notePosted(digestId), reopen, csvOf: csvOfDigest, trendOf };

  async function make(request: DigestRequest): Promise<MadeDigest> {
    const { checkId, scope, baselineScopes, filter, skippedDueAtMs } = request;
    const run = await runSince(request);
    const baseline = await baselineOf(checkId, baselineScopes, run.asOfMs);
    const digest = await compare({ run, baseline, scope, filter, skippedDueAtMs });
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
      baselineRunId: baseline?.id ?? null,
      skippedDueAtMs,
      madeAtMs: clock(),
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
    const { runId, baselineRunId, filter, skippedDueAtMs, scope } = kept;
    const run = await runs.find(runId);
    const baseline = baselineRunId === null ? null : await runs.find(baselineRunId);
    // Compared with nothing it would be another digest.
    if (run === null || (baseline === null && baselineRunId !== null)) return null;
    const digest = await compare({ run, baseline, scope, filter, skippedDueAtMs });
    return { made: { id: digestId, scope, digest }, run };
  }

  async function trendOf(scope: string): ReturnType<Digests['trendOf']> {
    const kept = await memory.history(scope, MOST_TREND_POINTS);
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
    const kept = await runs.newestSince(checkId, search.sinceMs);
    // A replica of another release may have judged it.
    if (kept?.rulesVersion === check.rulesVersion) return kept;
    search.sinceMs = clock();
    return readFleet({ checkId, requestId, onProgress });
  }

  /** The run of the last complete digest in the first of these scopes that has one. */
  async function baselineOf(
    checkId: string,
    scopes: readonly string[],
    beforeMs: EpochMs,
  ): Promise<FleetRun | null> {
    for (const scope of scopes) {
      const last = await memory.lastComplete(scope, beforeMs);
      if (last === null) continue;
      if (last.checkId !== checkId) throw new Error(`the scope ${scope} is of the check ${last.checkId}`);
      const run = await runs.find(last.runId);
      if (run !== null) return run;
    }
    return null;
  }

  /**
   * How those were when they were last known who are unknown in a baseline: by the runs that it was compared with itself, one after the
   * other. For the lists alone.
   */
  async function lastKnownOf(baseline: FleetRun, scope: string): Promise<ReadonlyMap<string, Outcome>> {
    const { check, fleet } = fleetOf(baseline.checkId);
    const isUnknown = ({ state }: Outcome) => state === 'unknown';
    const sought = new Set(baseline.outcomes.filter(isUnknown).map(({ subjectId }) => subjectId));
    const lastKnown = new Map<string, Outcome>();
    let runId: string | null = baseline.id;
    for (let step = 0; step < MOST_STEPS_BACK && runId !== null && sought.size > 0; step += 1) {
      runId = (await memory.ofRun(runId, scope))?.baselineRunId ?? null;
      const kept = runId === null ? null : await runs.find(runId);
      if (kept === null) break;
      const { run } = await judgedByToday(kept, check, fleet);
      for (const outcome of run.outcomes) {
        if (isUnknown(outcome) || !sought.delete(outcome.subjectId)) continue;
        lastKnown.set(outcome.subjectId, outcome);
      }
    }
    return lastKnown;
  }

  async function compare({ run, baseline, scope, filter, skippedDueAtMs }: Ingredients): Promise<Digest> {
    const { check, fleet } = fleetOf(run.checkId);
    const nowMs = clock();
    const isSame = baseline === null || baseline.rulesVersion === run.rulesVersion;
    const [judged, judgedBaseline, lastKnown, mutesNow, mutesThen] = await Promise.all([
      isSame ? { run, isWhole: true } : judgedByToday(run, check, fleet),
      isSame || baseline === null ? null : judgedByToday(baseline, check, fleet),
      baseline === null ? new Map<string, Outcome>() : lastKnownOf(baseline, scope),
      mutes.activeAt(check.id, nowMs),
      baseline === null ? [] : mutes.activeAt(check.id, baseline.asOfMs),
    ]);
    return compareRuns({
      run: judged.run,
      baseline: baseline === null ? null : baselineFrom(baseline, judgedBaseline, judged.isWhole),
      lastKnown,
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
  isRunWhole: boolean,
): Baseline {
  if (judged === null) return { run: kept, rules: 'same' };
  const rules = judged.isWhole && isRunWhole ? 'judged-anew' : 'not-judged-anew';
  return { run: judged.run, rules };
}
