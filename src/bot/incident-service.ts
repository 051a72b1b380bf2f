import type { Logger } from 'pino';
import type { Assembly } from '../assembly.ts';
import type { Config } from '../config-types.ts';
import type { FactKind } from '../incidents/fact.ts';
import type { Recheck } from '../incidents/incidents.ts';
import type { JobPace } from '../jobs/digest-job.ts';
import { createEnqueueIncidents } from '../jobs/enqueue-incidents.ts';
import {
  createPublishIncident,
  type PublishIncident,
  type PublishIncidentSettings,
} from '../jobs/publish-incident.ts';
import { createRunIncidentCheck } from '../jobs/run-incident-check.ts';
import type { DrawIncident } from '../slack/draw-incident.ts';
import { permalinkOf } from '../slack/permalink.ts';
import { updateMessage, type Posting } from '../slack/post-to.ts';
import { realWait } from '../slack/wait.ts';
import type { Clock } from '../sources/source.ts';
import type { Schedule } from './schedule.ts';

/** Looks for what is due each minute. */
const EACH_MINUTE = '* * * * *';

export interface IncidentServiceSettings extends Pick<
  PublishIncidentSettings,
  'postOnce' | 'postFileOnce' | 'isSharedOutsideNow'
> {
  readonly config: Config;
  readonly assembly: Pick<Assembly, 'store' | 'queue' | 'incidents'>;
  readonly jobPace: JobPace;
  readonly posting: Posting;
  readonly draw: DrawIncident;
  readonly onPublished: (kind: FactKind) => void;
  readonly onRechecked: (outcome: Recheck['kind']) => void;
  readonly clock: Clock;
  readonly newRequestId: () => string;
  readonly schedule: Schedule;
  readonly log: Logger;
}

/** What keeps incidents true, and Slack up to date with them. */
export interface IncidentService {
  /** To be called after each telling. */
  readonly publish: PublishIncident;
  /** Takes jobs from the queue, which has been started, and enqueues what is due: now, and each minute. */
  start(): Promise<void>;
  /** Enqueues what is due, and brings Slack up to date where it is not. Never rejects: what fails is tried again a minute later. */
  tick(): Promise<void>;
  /** Begins nothing any more by itself, and waits for what the last look is posting; what takes longer goes on at the next start. */
  stop(graceMs: number): Promise<void>;
}

export function createIncidentService(settings: IncidentServiceSettings): IncidentService {
  const { config, assembly, jobPace, posting, clock, log } = settings;
  const { store, queue, incidents } = assembly;
  const memory = store.incidents;
  const allowedChannelIds = new Set(config.access.allowedChannelIds);
  const publish = createPublishIncident({
    ...settings,
    memory,
    update: (place, message) => updateMessage(posting, place, message),
    standsAt: async (key) => (await store.outbox.find(key))?.postedTs ?? null,
    permalinkOf: (place) => permalinkOf(posting, place),
    isAllowed: (channelId) => allowedChannelIds.has(channelId),
  });
  const enqueueIncidents = createEnqueueIncidents({ memory, queue, job: jobPace.incident, log });
  const runCheck = createRunIncidentCheck({ ...settings, incidents, publish });
  let ticking: ReturnType<Schedule> | null = null;
  let inHand: Promise<void> = Promise.resolve();

  return {
    // What is opened, or comes in, is due to be looked at at once: it does not wait for the minute.
    async publish(incidentId) {
      await Promise.all([enqueue(), publish(incidentId)]);
    },
    async start() {
      await queue.work(jobPace.incident, runCheck);
      const options = { name: 'incidents', timezone: 'UTC', noOverlap: true };
      ticking = settings.schedule(EACH_MINUTE, tick, options);
      await tick();
    },
    tick,
    async stop(graceMs) {
      await ticking?.destroy();
      const over = new AbortController();
      await Promise.race([inHand, realWait(graceMs, over.signal)]);
      over.abort();
    },
  };

  function tick(): Promise<void> {
    return (inHand = look());
  }

  async function look(): Promise<void> {
    await enqueue();
    await unlessFailing(async () => {
      await Promise.all((await memory.unpublished()).map(publish));
    });
  }

  function enqueue(): Promise<void> {
    return unlessFailing(() => enqueueIncidents(clock()));
  }

  async function unlessFailing(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.error(
        { err: error },
        'it is not known which incidents are due, or to be told; it is looked up again within a minute',
      );
    }
  }
}
