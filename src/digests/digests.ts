import type { ReadingStatus, SourceId } from '../diagnosis/reading.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Digest, Filter, StateCounts } from './digest.ts';
import type { FleetRun } from './fleet-run.ts';

/** The use case: read the fleet, compare with the last complete digest of the same scope, remember. */
export interface Digests {
  /** Makes a digest. Rejects only for our own mistakes, and where the bot's own database fails: without it there is nothing to compare with. */
  make(request: DigestRequest): Promise<MadeDigest>;
  /** Notes that people were shown it. Only such digests, and quiet ones, are compared with later. @returns whether it is kept */
  notePosted(digestId: string): Promise<boolean>;
  /** A digest that was made before, with the mutes of now; null where it is not kept any more. */
  reopen(digestId: string): Promise<MadeDigest | null>;
  /** Everybody that a digest is about, as CSV; null where it is not kept any more. */
  csvOf(digestId: string): Promise<string | null>;
  /** The newest complete digests of a scope that are narrowed alike, oldest first: one for each run. */
  trendOf(scope: string, filter: Filter): Promise<readonly TrendPoint[]>;
}

export interface DigestRequest {
  /** What it is kept under, for whoever may have to ask again: see `reopen`. Left out: a new id. */
  readonly id?: string;
  readonly checkId: string;
  /** What it is compared within, and of one check alone: `subscription:<id>`, `channel:<id>:<check id>`, `person:<id>:<check id>`, `terminal:<check id>`. */
  readonly scope: string;
  /**
   * Compared with the newest complete digest of all these scopes that was about everybody, or narrowed as this one is: what it leaves out nobody
   * was told of.
   */
  readonly baselineScopes: readonly string[];
  /** The same, where none of those has one; left out: then it is the first. */
  readonly fallbackScopes?: readonly string[] | undefined;
  readonly filter: Filter;
  /** A run of the check whose as-of is not before this instant is taken as it is; else one is made anew. */
  readonly notBeforeMs: EpochMs;
  readonly skippedDueAtMs: readonly EpochMs[];
  readonly requestId: string;
  /** Told how the reading goes on, where this request is the one that reads. */
  readonly onProgress?: OnFleetProgress | undefined;
}

/** Of the digests that somebody asks for in a channel, for all to see there. */
export function scopeOfChannel(channelId: string, checkId: string): string {
  return `channel:${channelId}:${checkId}`;
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
export type ReadFleet = (request: {
  readonly checkId: string;
  readonly requestId: string;
  readonly onProgress?: OnFleetProgress | undefined;
}) => Promise<FleetRun>;

export type OnFleetProgress = (progress: FleetProgress) => void;

/** How far a reading has come: each source answers once, then the subjects are read, page by page. */
export type FleetProgress =
  | { readonly kind: 'answered'; readonly source: SourceId; readonly status: ReadingStatus }
  /** At first of nobody: it is known then how many there are. */
  | { readonly kind: 'read'; readonly subjects: number; readonly of: number };
