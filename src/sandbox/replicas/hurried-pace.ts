import type { JobPace } from '../../jobs/digest-job.ts';
import type { JobKind } from '../../jobs/queue.ts';

/** That of a rehearsal: a replica that has died is noticed within seconds, and nothing is given up. */
export const HURRIED_PACE: JobPace = {
  digest: hurried('digest'),
  incident: hurried('incident'),
  superviseSeconds: 1,
};

/** The stand-in of Slack has taken a call long before: nobody there is on a slow network. */
export const HURRIED_CALL_SETTLED_AFTER_MS = 1_000;

function hurried(name: JobKind['name']): JobKind {
  return {
    name,
    retryLimit: 1_000,
    retryDelaySeconds: 1,
    retryDelayMaxSeconds: 1,
    expireInSeconds: 4,
    heartbeatSeconds: null,
  };
}
