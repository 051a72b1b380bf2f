import { v5 as uuidOf } from 'uuid';
import { z } from 'zod';
import type { EpochMs } from '../diagnosis/time.ts';
import type { JobKind } from './queue.ts';

/** How patient replicas are with jobs, and with one another. */
export interface JobPace {
  /** The making of one planned digest. */
  readonly digest: JobKind;
  /** How often they look for jobs whose replica has died. */
  readonly superviseSeconds: number;
}

export const JOB_PACE: JobPace = {
  digest: {
    name: 'digest',
    // They end about when it would be too late anyway.
    retryLimit: 12,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 600,
    // Sources have minutes, each.
    expireInSeconds: 1_800,
    heartbeatSeconds: 30,
  },
  superviseSeconds: 15,
};

/** Which digest a job is about: the data of its job. */
export interface PlannedRun {
  readonly subscriptionId: string;
  readonly dueAtMs: EpochMs;
}

export const plannedRun: z.ZodType<PlannedRun> = z.object({ subscriptionId: z.guid(), dueAtMs: z.int() });

/** The same for the same planned digest, on every replica: its job and the digest go by it, so that nothing about it happens twice. */
export function idOf({ subscriptionId, dueAtMs }: PlannedRun): string {
  return uuidOf(new Date(dueAtMs).toISOString(), subscriptionId);
}

/** Under which it is posted, and known again in the channel. */
export function keyOfDigest(run: PlannedRun): string {
  return `digest:${idOf(run)}`;
}
