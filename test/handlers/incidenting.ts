import type { Handling, IncidentHandling, Memory } from '../../handlers/shared/handling.ts';
import { createDrawIncident } from '../../src/bot/draw-incident.ts';
import type { FleetRun } from '../../src/digests/fleet-run.ts';
import { createIncidents } from '../../src/incidents/create-incidents.ts';
import type { IncidentMemory } from '../../src/incidents/memory.ts';
import { createWritePostmortem } from '../../src/incidents/write-postmortem.ts';
import { createPublishIncident, type PublishIncidentSettings } from '../../src/jobs/publish-incident.ts';
import { permalinkOf } from '../../src/slack/permalink.ts';
import { updateMessage, type Posting } from '../../src/slack/post-to.ts';
import { keepableText } from '../../src/store/free-text.ts';
import { memoryIncidents } from '../incidents/memory-incidents.ts';

/** What the bot remembers of incidents, in the memory of the test. */
export interface RememberedIncidents {
  readonly handling: IncidentHandling;
  readonly memory: IncidentMemory;
  /** What the next reading of everybody tells; null: the check reads nobody. */
  run: FleetRun | null;
}

export interface IncidentsSettings extends Pick<
  PublishIncidentSettings,
  'postOnce' | 'postFileOnce' | 'isAllowed' | 'standingOf' | 'clock' | 'log'
> {
  readonly checks: Handling['checks'];
  readonly investigate: Handling['investigate'];
  readonly memory: Memory;
  readonly posting: Posting;
}

/** The real use case, and the real publishing, on the memory of the test. */
export function incidentsOf(settings: IncidentsSettings): RememberedIncidents {
  const { checks, investigate, memory: diagnoses, posting, clock } = settings;
  const memory = memoryIncidents();
  const remembered: { run: FleetRun | null } = { run: null };
  const publish = createPublishIncident({
    ...settings,
    memory,
    wait: posting.wait,
    interruption: new AbortController().signal,
    update: (place, message) => updateMessage(posting, place, message),
    standsAt: async () => null,
    permalinkOf: (place) => permalinkOf(posting, place),
    draw: createDrawIncident({
      checks,
      memory: diagnoses,
      drawTimeline: async () => new Uint8Array([3]),
    }),
    onPublished: () => {},
  });
  return {
    memory,
    get run() {
      return remembered.run;
    },
    set run(run) {
      remembered.run = run;
    },
    handling: {
      incidents: createIncidents({
        checks: new Map(checks.map((check) => [check.id, check])),
        investigate,
        memory,
        clock,
        fleetRunOf: async () => remembered.run,
        firstNotWellAtMs: async () => null,
        keepable: (text, most) => keepableText(text, most) ?? '',
        asScheduled: (_, work) => work(),
        onFailure: (_, __, cause) => {
          throw new Error('an incident could not be looked at', { cause });
        },
        timeZone: 'UTC',
      }),
      publish,
      rootOf: async (id) => (await memory.find(id))?.keeping.root ?? null,
      writePostmortem: createWritePostmortem({
        checks,
        findDiagnosis: (id) => diagnoses.findDiagnosis(id),
        clock,
      }),
      keepable: (text, most) => keepableText(text, most) ?? '',
      defaultChannelId: null,
    },
  };
}
