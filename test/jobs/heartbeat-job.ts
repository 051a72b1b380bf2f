import { JOB_PACE } from '../../src/jobs/digest-job.ts';
import type { JobKind } from '../../src/jobs/queue.ts';

/** The real pace, with the shortest sign of life that pg-boss takes. Of itself it would expire in half an hour. */
export const HEARTBEAT_JOB: JobKind = {
  ...JOB_PACE.digest,
  heartbeatSeconds: 10,
  retryDelaySeconds: 1,
  retryDelayMaxSeconds: 1,
};
