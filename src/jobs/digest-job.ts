import { v5 as uuidOf } from 'uuid';
import { z } from 'zod';
import type { EpochMs } from '../diagnosis/time.ts';
import type { JobKind } from './queue.ts';

/** How patient replicas are with jobs, and with one another. */
export interface JobPace {
  /** The making of one planned digest. */
  readonly digest: JobKind;
  /** One look at the subjects of an incident. */
  readonly incident: JobKind;
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
  incident: {
    name: 'incident',
    // An incident stays due: it is looked at again within the hour anyway.
    retryLimit: 5,
    retryDelaySeconds: 5,
    retryDelayMaxSeconds: 300,
    expireInSeconds: 1_800,
    heartbeatSeconds: 30,
  },
  superviseSeconds: 15,
};

/** Which digest a job is about, and which look at it: the data of its job. */
export interface PlannedRun {
  readonly subscriptionId: string;
  readonly dueAtMs: EpochMs;
  /** Which further look it is, from 1 on (`patience.ts`); left out: the first one, when it was due. */
  readonly look?: number | undefined;
}

export const plannedRun: z.ZodType<PlannedRun> = z.object({
  subscriptionId: z.guid(),
  dueAtMs: z.int(),
  look: z.int().min(1).optional(),
});

/** The same for the same look at a planned digest, on every replica: its job and the digest go by it, so that nothing about it happens twice. */
export function idOf({ subscriptionId, dueAtMs, look }: PlannedRun): string {
  const due = new Date(dueAtMs).toISOString();
  return uuidOf(look === undefined ? due : `${due} ${look}`, subscriptionId);
}

/** Under which it is posted, and known again in the channel: whichever look is the last one, it stands once. */
export function keyOfDigest({ subscriptionId, dueAtMs }: PlannedRun): string {
  return `digest:${idOf({ subscriptionId, dueAtMs })}`;
}
