import type { EpochMs } from '../diagnosis/time.ts';
import type { Filter, Mute, StateCounts } from './digest.ts';
import type { FleetRun } from './fleet-run.ts';
import type { KeptFacts } from './judge-anew.ts';

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
  /** Incomplete ones that people were shown since then and that told of somebody as the last, oldest first: what they told is no news. */
  readonly toldDigestIds: readonly string[];
  readonly skippedDueAtMs: readonly EpochMs[];
  readonly madeAtMs: EpochMs;
  readonly wasPosted: boolean;
}

/** Digests that were made. */
export interface DigestMemory {
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
  /** The newest complete ones that are narrowed to the same, one for each run, oldest first. */
  history(scope: string, limit: number, filter: Filter): Promise<readonly RememberedDigest[]>;
}

/** Runs that are kept (`src/store/fleet-runs.ts`). */
export interface RunMemory {
  find(id: string): Promise<FleetRun | null>;
  /** By as-of, which is not after `nowMs`. */
  newestSince(checkId: string, sinceMs: EpochMs, nowMs: EpochMs): Promise<FleetRun | null>;
  factsOf(runId: string): KeptFacts;
}

/** Mutes in force at an instant, by whatever they have been ended since. */
export interface MuteMemory {
  activeAt(checkId: string, nowMs: EpochMs): Promise<readonly Mute[]>;
}
