import type { App } from '@slack/bolt';
import type { Incidents, Recorded, Told } from '../../src/incidents/incidents.ts';
import type { HandlerEntry } from './entry.ts';
import type { Handling } from './handling.ts';
import { onAction, valueOf } from './on-action.ts';
import { requireEngineerForIncident } from './refuse-incident.ts';
import { tellIncident } from './tell-incident.ts';

/** A button of engineers that tells one thing of an incident, whose id is its value. What was told is said in the thread. */
export function incidentButton(
  id: string,
  record: (incidents: Incidents, incidentId: string, told: Told) => Promise<Recorded>,
): HandlerEntry {
  return {
    kind: 'action',
    id,
    register(app: App, handling: Handling) {
      onAction(app, handling, id, async (interaction, action) => {
        await requireEngineerForIncident(handling, interaction);
        const incidentId = valueOf(action);
        await tellIncident(handling, interaction, { key: action.trigger_id }, (incidents, told) =>
          record(incidents, incidentId, told),
        );
      });
    },
  };
}
