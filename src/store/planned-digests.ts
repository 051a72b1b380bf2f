import type { EpochMs } from '../diagnosis/time.ts';

/** What became of a planned digest. */
export type PlannedStatus = 'planned' | 'posted' | 'skipped' | 'failed';

/** One digest that was due, whether it took place or not. */
export interface PlannedDigest {
  readonly subscriptionId: string;
  readonly dueAtMs: EpochMs;
  readonly status: PlannedStatus;
  /** Why it was skipped or failed: a code. */
  readonly reason: string | null;
}

export interface PlannedDigests {
  /** @returns false where this very run is planned already */
  plan(subscriptionId: string, dueAtMs: EpochMs): Promise<boolean>;
  settle(
    subscriptionId: string,
    dueAtMs: EpochMs,
    status: PlannedStatus,
    reason: string | null,
  ): Promise<void>;
  statusOf(subscriptionId: string, dueAtMs: EpochMs): Promise<PlannedStatus | null>;
  /** Skipped ones that no digest has reported yet, oldest first. */
  skippedSince(subscriptionId: string, afterMs: EpochMs): Promise<readonly EpochMs[]>;
}
