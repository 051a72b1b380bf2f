import { setMaxListeners } from 'node:events';
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
  'postOnce' | 'postFileOnce' | 'standingOf'
> {
  readonly config: Config;
  readonly assembly: Pick<Assembly, 'store' | 'queue' | 'incidents'>;
  readonly jobPace: JobPace;
  /** Waits for Slack as `givingWay` does: `postOnce` and `postFileOnce` too. */
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
  /** Enqueues what is due, and begins to bring Slack up to date where it is not. Never rejects: what fails is tried again a minute later. */
  tick(): Promise<void>;
  /** Begins nothing any more by itself, and lets what is being posted be finished; what takes longer goes on at the next start. */
  stop(graceMs: number): Promise<void>;
}

export function createIncidentService(settings: IncidentServiceSettings): IncidentService {
  const { config, assembly, jobPace, posting, clock, log } = settings;
  const { store, queue, incidents } = assembly;
  const memory = store.incidents;
  const allowedChannelIds = new Set(config.access.allowedChannelIds);
  const interrupting = new AbortController();
  // As many may wait as there are incidents.
  setMaxListeners(0, interrupting.signal);
  const publishIncident = createPublishIncident({
    ...settings,
    memory,
    wait: realWait,
    interruption: interrupting.signal,
    update: (place, message) => updateMessage(posting, place, message),
    async standsAt(key) {
      const { postedTs: ts = null, threadTs = null } = (await store.outbox.find(key)) ?? {};
      return ts === null ? null : { ts, threadTs };
    },
    permalinkOf: (place) => permalinkOf(posting, place),
    isAllowed: (channelId) => allowedChannelIds.has(channelId),
  });
  const enqueueIncidents = createEnqueueIncidents({ memory, queue, job: jobPace.incident, log });
  const beginPublishing = (incidentId: string): void => void publish(incidentId);
  const runCheck = createRunIncidentCheck({ ...settings, incidents, beginPublishing });
  let ticking: ReturnType<Schedule> | null = null;
  const inHand = new Set<Promise<void>>();

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
      await Promise.race([allShown(), realWait(graceMs, over.signal)]);
      over.abort();
      interrupting.abort();
      await allShown();
    },
  };

  /** However long Slack takes for one incident: the clock goes on for all others. */
  async function tick(): Promise<void> {
    await enqueue();
    await unlessFailing(async () => {
      for (const incidentId of await memory.unpublished()) beginPublishing(incidentId);
    });
  }

  async function publish(incidentId: string): Promise<void> {
    const work = publishIncident(incidentId);
    inHand.add(work);
    await work;
    inHand.delete(work);
  }

  async function allShown(): Promise<void> {
    while (inHand.size > 0) await Promise.all(inHand);
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
