import { v5 as uuidOf } from 'uuid';
import { z } from 'zod';
import { HOUR_MS, type EpochMs } from '../diagnosis/time.ts';

/** Which look at which incident a job is about: its data. */
export interface IncidentCheck {
  readonly incidentId: string;
  readonly dueAtMs: EpochMs;
}

export const incidentCheck: z.ZodType<IncidentCheck> = z.object({
  incidentId: z.guid(),
  dueAtMs: z.int(),
});

/**
 * The id of the job of a look that is due: the same on every replica, so that it is enqueued once. One that was given up leaves the incident due:
 * each hour that it stays so gives another job.
 */
export function idOfCheck({ incidentId, dueAtMs }: IncidentCheck, nowMs: EpochMs): string {
  const due = new Date(dueAtMs).toISOString();
  const overdueHours = Math.floor((nowMs - dueAtMs) / HOUR_MS);
  return uuidOf(overdueHours < 1 ? due : `${due} ${overdueHours}`, incidentId);
}

/** The same for every attempt at this very look: what it finds is recorded once. */
export function keyOfCheck({ dueAtMs }: Pick<IncidentCheck, 'dueAtMs'>): string {
  return `recheck:${new Date(dueAtMs).toISOString()}`;
}
