import type { EpochMs } from '../diagnosis/time.ts';
import type { Filter, Mute, StateCounts } from './digest.ts';
import type { FleetRun } from './fleet-run.ts';

/** Facts of a run as they were kept, page by page. Nothing where they are not kept any more. */
export type KeptFacts = AsyncIterable<readonly { readonly subjectId: string; readonly facts: unknown }[]>;

/** A digest as it is remembered: what it takes to make it once more. Of a scope: a subscription, a channel that asked for one, or a terminal. */
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
  /** The run that it was compared with; null: it was the first. */
  readonly baselineRunId: string | null;
  /** The digest of that run which it was compared with; null: it was the first, or it was not noted then. */
  readonly baselineDigestId: string | null;
  /** Incomplete ones that people were shown since then and that told of somebody as the last, oldest first: what they told is no news. */
  readonly toldDigestIds: readonly string[];
  readonly skippedDueAtMs: readonly EpochMs[];
  readonly madeAtMs: EpochMs;
  /** Whether anything was posted: a quiet one may have been held back. */
  readonly wasPosted: boolean;
}

/** Digests that were made (`src/store/digests.ts`). */
export interface DigestMemory {
  /** Rejects where its run is not kept. */
  keep(digest: RememberedDigest): Promise<void>;
  /** Notes that it was posted. @returns whether it is kept */
  notePosted(id: string): Promise<boolean>;
  find(id: string): Promise<RememberedDigest | null>;
  /**
   * The newest complete one of a scope as of before an instant that people were shown, or that had nothing to tell.
   * @param filter it was about everybody, or narrowed to the same
   */
  lastComplete(scope: string, beforeMs: EpochMs, filter: Filter): Promise<RememberedDigest | null>;
  /** Incomplete ones of these scopes that were posted, as of after an instant and before another one, oldest first. */
  incompleteTold(
    scopes: readonly string[],
    afterMs: EpochMs,
    beforeMs: EpochMs,
  ): Promise<readonly RememberedDigest[]>;
  /** Complete ones of a scope, one for each run, oldest first, the newest `limit` of them, that were narrowed to the same: for the trend. */
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
