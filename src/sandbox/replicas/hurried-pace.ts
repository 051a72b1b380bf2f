import type { JobPace } from '../../jobs/digest-job.ts';

/** That of a rehearsal: a replica that has died is noticed within seconds, and nothing is given up. */
export const HURRIED_PACE: JobPace = {
  digest: {
    name: 'digest',
    retryLimit: 1_000,
    retryDelaySeconds: 1,
    retryDelayMaxSeconds: 1,
    expireInSeconds: 4,
    heartbeatSeconds: null,
  },
  superviseSeconds: 1,
};
