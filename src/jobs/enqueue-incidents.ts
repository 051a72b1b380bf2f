import type { EpochMs } from '../diagnosis/time.ts';
import type { IncidentMemory } from '../incidents/memory.ts';
import { idOfCheck } from './incident-job.ts';
import type { JobKind, Queue } from './queue.ts';

export interface EnqueueIncidentsSettings {
  readonly memory: Pick<IncidentMemory, 'dueAt'>;
  readonly queue: Pick<Queue, 'send'>;
  readonly job: JobKind;
  readonly log: { error(fields: object, message: string): void };
}

/**
 * Makes the function that enqueues the incidents that are to be looked at again at an instant. Every replica may call it at the same time, and die
 * in the midst of it: the queue takes each look once, and an incident stays due until it was looked at.
 */
export function createEnqueueIncidents({
  memory,
  queue,
  job,
  log,
}: EnqueueIncidentsSettings): (nowMs: EpochMs) => Promise<void> {
  return async (nowMs) => {
    for (const { id: incidentId, dueAtMs } of await memory.dueAt(nowMs)) {
      const check = { incidentId, dueAtMs };
      try {
        await queue.send(job, idOfCheck(check, nowMs), check);
      } catch (error) {
        // One that fails keeps nobody else from theirs.
        log.error(
          { err: error, incidentId },
          'an incident that is due to be checked could not be enqueued; it is tried again within a minute',
        );
      }
    }
  };
}
