import type { EpochMs } from '../diagnosis/time.ts';
import type { StateCounts } from '../digests/digest.ts';

/** A digest that was made for a scope: a subscription, a channel that asked for one, or a terminal. */
export interface KeptDigest {
  readonly id: string;
  readonly scope: string;
  readonly checkId: string;
  readonly runId: string;
  readonly asOfMs: EpochMs;
  readonly isComplete: boolean;
  readonly isQuiet: boolean;
  readonly counts: StateCounts;
  /** As `Filter`. */
  readonly filter: Readonly<Record<string, readonly string[]>>;
  /** The run that it was compared with; null: it was the first. */
  readonly baselineRunId: string | null;
  readonly skippedDueAtMs: readonly EpochMs[];
  readonly madeAtMs: EpochMs;
  /** Whether anything was posted: a quiet one may have been held back. */
  readonly wasPosted: boolean;
}

export interface KeptDigests {
  keep(digest: KeptDigest): Promise<void>;
  find(id: string): Promise<KeptDigest | null>;
  /** The newest complete one of a scope before an instant. */
  lastComplete(scope: string, beforeMs: EpochMs): Promise<KeptDigest | null>;
  /** The newest that was posted. */
  lastPosted(scope: string): Promise<KeptDigest | null>;
  /** Complete ones of a scope, oldest first, the newest `limit` of them: for the trend. */
  history(scope: string, limit: number): Promise<readonly KeptDigest[]>;
  /** When the last complete one of any scope was made; null: never. For metrics and `doctor`. */
  lastCompleteAtMs(): Promise<EpochMs | null>;
}
