import type { EpochMs } from '../diagnosis/time.ts';
import type { Digest, Filter, StateCounts } from './digest.ts';
import type { FleetRun } from './fleet-run.ts';

/** The use case: read the fleet, compare with the last complete digest of the same scope, remember. */
export interface Digests {
  /** Makes a digest. Rejects only for our own mistakes, and where the bot's own database fails: without it there is nothing to compare with. */
  make(request: DigestRequest): Promise<MadeDigest>;
  /** A digest that was made before, with the mutes of now; null where it is not kept any more. */
  reopen(digestId: string): Promise<MadeDigest | null>;
  /** The complete digests of a scope, oldest first. */
  trendOf(scope: string): Promise<readonly TrendPoint[]>;
}

export interface DigestRequest {
  readonly checkId: string;
  /** What it is compared within: `subscription:<id>`, `channel:<id>`, `terminal`. */
  readonly scope: string;
  /** Compared with the last complete digest of the first of these scopes that has one. A channel that asks goes by its subscription. */
  readonly baselineScopes: readonly string[];
  readonly filter: Filter;
  /** A run of the check made since then is taken as it is; an older one is made anew. */
  readonly notBeforeMs: EpochMs;
  readonly skippedDueAtMs: readonly EpochMs[];
  readonly requestId: string;
}

export interface MadeDigest {
  readonly id: string;
  readonly scope: string;
  readonly digest: Digest;
}

export interface TrendPoint {
  readonly asOfMs: EpochMs;
  readonly counts: StateCounts;
}

/** Reads all subjects of a check at once, and keeps the run. */
export type ReadFleet = (request: { readonly checkId: string; readonly requestId: string }) => Promise<FleetRun>;
