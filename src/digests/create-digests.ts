import { randomUUID } from 'node:crypto';
import type { Check } from '../checks/check.ts';
import type { Fleet } from '../checks/fleet.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Clock } from '../sources/source.ts';
import { daysIn } from '../words/days.ts';
import { compareRuns } from './compare.ts';
import { csvOf } from './digest-csv.ts';
import type { Digest, Filter, Mute } from './digest.ts';
import type { DigestRequest, Digests, MadeDigest, ReadFleet } from './digests.ts';
import { createEarlierDigests, type ToldSince } from './earlier-digests.ts';
import type { FleetRun } from './fleet-run.ts';
import { judgeAnew, type JudgedAnew } from './judge-anew.ts';
import type { DigestMemory, MuteMemory, RememberedDigest, RunMemory } from './memory.ts';
import { overAtMs } from './mutes.ts';
import { isNotWell, matches } from './outcomes.ts';

/** As many digests as a picture has room for. */
const MOST_TREND_POINTS = 30;

export interface DigestsSettings {
  readonly checks: ReadonlyMap<string, Check>;
  readonly readFleet: ReadFleet;
  readonly runs: RunMemory;
  readonly memory: DigestMemory;
  readonly mutes: MuteMemory;
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
  readonly told: ToldSince;
  /** Of the rules by which all of it is compared. */
  readonly rulesVersion: number;
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
  const earlier = createEarlierDigests(settings);
  const searches = new Map<string, { readonly search: Search; readonly run: Promise<FleetRun> }>();

  return { make, notePosted: (digestId) => memory.notePosted(digestId), reopen, csvOf: csvOfDigest, trendOf };

  async function make(request: DigestRequest): Promise<MadeDigest> {
    const { checkId, scope, filter, skippedDueAtMs } = request;
    const run = await runSince(request);
    const { baseline, scopes } = await baselineOf(request, run.asOfMs);
    const rulesVersion = rulesVersionOf(run, baseline);
    const told = await earlier.toldSince(scopes, baseline?.run.asOfMs ?? 0, run.asOfMs, rulesVersion);
    const nowMs = clock();
    const digest = await compare({ run, baseline, told, rulesVersion, filter, skippedDueAtMs, nowMs });
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
      toldDigestIds: told.digestIds,
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
    const rulesVersion = rulesVersionOf(run, baseline);
    const told = await earlier.toldBy(toldDigestIds, rulesVersion);
    const nowMs = clock();
    const digest = await compare({ run, baseline, told, rulesVersion, filter, skippedDueAtMs, nowMs });
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
    const { check, fleet } = fleetOf(checkId);
    const kept = await runs.newestSince(checkId, search.sinceMs, clock());
    // A replica of another release, or with other settings, may have judged it.
    if (kept?.rulesVersion === check.rulesVersion && kept.settingsKey === fleet.settingsKey) return kept;
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

  /** Where a run and what it is compared with were judged by the same rules, those; else today's. */
  function rulesVersionOf(run: FleetRun, baseline: BaselineRun | null): number {
    const isSame = baseline === null || baseline.run.rulesVersion === run.rulesVersion;
    return isSame ? run.rulesVersion : fleetOf(run.checkId).check.rulesVersion;
  }

  async function compare({
    run: kept,
    baseline,
    told: { told, byOtherRules },
    rulesVersion,
    filter,
    skippedDueAtMs,
    nowMs,
  }: Ingredients): Promise<Digest> {
    const { check, fleet } = fleetOf(kept.checkId);
    const judged = (run: FleetRun) => judgedBy(rulesVersion, run, check, fleet);
    const { run, isWhole } = await judged(kept);
    const then = baseline === null ? null : await judged(baseline.run);
    const { lastKnown, isWhole: isAllKnown } = await earlier.lastKnownOf(
      then === null ? [] : decidedSince(then.run, run),
      baseline?.digest ?? null,
      rulesVersion,
      judged,
    );
    const named = new Set(
      [baseline?.run, then?.run]
        .flatMap((each) => each?.outcomes.filter(isNotWell) ?? [])
        .map(({ subjectId }) => subjectId),
    );
    // What other rules have told can be neither taken up nor closed, unless the last complete one told the same.
    const isAllTold = byOtherRules.every((one) => named.has(one.subjectId) || !matches(one, filter));
    const thenMs = baseline?.digest?.madeAtMs ?? baseline?.run.madeAtMs ?? nowMs;
    return compareRuns({
      run,
      baseline:
        baseline === null || then === null
          ? null
          : {
              run: then.run,
              madeAtMs: thenMs,
              rules: !(isWhole && then.isWhole && isAllKnown && isAllTold)
                ? 'not-judged-anew'
                : then.run === baseline.run
                  ? 'same'
                  : 'judged-anew',
            },
      lastKnown,
      told,
      mutes: await mutesSince(
        [thenMs, ...[...lastKnown.values()].map((each) => each.madeAtMs)],
        check.id,
        nowMs,
      ),
      filter,
      nowMs,
      skippedDueAtMs,
      outageOf: (outcome) => fleet.outageOf(outcome),
      hasRecovered: (before, after) => fleet.hasRecovered(before, after),
      days: daysIn(fleet.timeZone),
    });
  }

  /** Those in force, and those that were so at one of some instants and are over. */
  async function mutesSince(
    atMs: readonly EpochMs[],
    checkId: string,
    nowMs: EpochMs,
  ): Promise<readonly Mute[]> {
    const [now, ...then] = await Promise.all(
      [nowMs, ...new Set(atMs)].map((each) => mutes.activeAt(checkId, each)),
    );
    return [...then.flat().filter((mute) => overAtMs(mute) <= nowMs), ...(now ?? [])];
  }

  /** A run that was judged by other rules than today's can be judged by those that it was judged by, and by today's. */
  async function judgedBy(
    rulesVersion: number,
    run: FleetRun,
    check: Check,
    fleet: Fleet,
  ): Promise<JudgedAnew> {
    if (run.rulesVersion === rulesVersion) return { run, isWhole: true };
    if (rulesVersion !== check.rulesVersion) return { run, isWhole: false };
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

/** Who is unknown in the one run, and not in the other. */
function decidedSince(then: FleetRun, now: FleetRun): readonly string[] {
  const unknownIn = ({ outcomes }: FleetRun) =>
    outcomes.filter(({ state }) => state === 'unknown').map(({ subjectId }) => subjectId);
  const still = new Set(unknownIn(now));
  return unknownIn(then).filter((id) => !still.has(id));
}
