import { MINUTE_MS } from '../diagnosis/time.ts';
import type { IncidentMemory, KeptIncident } from '../incidents/memory.ts';
import { NotBefore } from '../slack/give-way.ts';
import type { Wait } from '../slack/wait.ts';
import { bringUpToDate } from './publishing/bring-up-to-date.ts';
import { showWhileOpen } from './publishing/closed-channel.ts';
import { createClosedForNow } from './publishing/closed-for-now.ts';
import { oneAtATime } from './publishing/one-at-a-time.ts';
import { showPictures } from './publishing/pictures.ts';
import type { PublishingSettings } from './publishing/settings.ts';

/** However often Slack wants to be left alone: after that it is the minute's turn. */
const LONGEST_WAIT_MS = 5 * MINUTE_MS;

/**
 * Brings Slack up to date with an incident: the root message, what its facts say in the thread, and how the root message looks by now; then the
 * pictures. May be ended anywhere and is simply run again. Never rejects: what fails is logged, and has its turn again within a minute.
 */
export type PublishIncident = (incidentId: string) => Promise<void>;

export interface PublishIncidentSettings extends PublishingSettings {
  readonly memory: PublishingSettings['memory'] & Pick<IncidentMemory, 'publishing'>;
  /** While Slack wants to be left alone, or a call may still arrive: whatever is asked of it rejects with NotBefore in place of waiting. Nothing is held meanwhile. */
  readonly wait: Wait;
}

/** For one replica: each incident at most once at a time, and while its channel is closed only now and then. */
export function createPublishIncident(settings: PublishIncidentSettings): PublishIncident {
  const { memory, wait, clock, interruption, log } = settings;
  const closedForNow = createClosedForNow();
  const tellFacts = oneAtATime((incidentId) =>
    patiently(incidentId, async () => {
      await memory.publishing(incidentId, () => show(incidentId, (kept) => bringUpToDate(settings, kept)));
    }),
  );
  // Beside what is told meanwhile: a fact waits for no picture, and has the turn of a publisher.
  const addPictures = oneAtATime((incidentId) =>
    patiently(incidentId, () => show(incidentId, (kept) => showPictures(settings, kept))),
  );
  return async (incidentId) => {
    await tellFacts(incidentId);
    await addPictures(incidentId);
  };

  /** While Slack wants to be left alone, nothing is held. */
  async function patiently(incidentId: string, work: () => Promise<void>): Promise<void> {
    for (let waitedMs = 0; !interruption.aborted;) {
      const delayMs = await tryOnce(incidentId, work);
      if (delayMs === null) return;
      waitedMs += delayMs;
      if (waitedMs > LONGEST_WAIT_MS) {
        log.warn({ incidentId, waitedMs }, 'Slack wants to be left alone: an incident is told later');
        return;
      }
      await wait(delayMs, interruption);
    }
  }

  /** @returns how long Slack wants to be left alone before it is tried again; null: it is not */
  async function tryOnce(incidentId: string, work: () => Promise<void>): Promise<number | null> {
    try {
      await work();
    } catch (error) {
      if (error instanceof NotBefore) return error.delayMs;
      if (interruption.aborted)
        log.info({ incidentId }, 'the telling of an incident was interrupted: the next start goes on');
      else
        log.error(
          { err: error, incidentId },
          'Slack is not up to date with an incident; it is tried again within a minute',
        );
    }
    return null;
  }

  async function show(incidentId: string, showKept: (kept: KeptIncident) => Promise<void>): Promise<void> {
    const kept = await memory.find(incidentId);
    if (kept === null || closedForNow.has(kept, clock())) return;
    const found = await showWhileOpen(settings, kept.incident, () => showKept(kept));
    closedForNow.note(incidentId, found, clock());
  }
}
