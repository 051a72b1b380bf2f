import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { severityModal } from '../../src/slack/severity-modal.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { incidentOf } from '../shared/find-incident.ts';
import { incidentOriginOf } from '../shared/incident-origin.ts';
import { openModal } from '../shared/modal.ts';
import { onAction, valueOf } from '../shared/on-action.ts';
import { requireEngineerForIncident } from '../shared/refuse-incident.ts';

/** "Change severity": asks which. */
export const changeSeverity: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.changeSeverity,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.changeSeverity, async (interaction, action) => {
      await requireEngineerForIncident(handling, interaction);
      const { id, severity } = await incidentOf(handling, interaction, valueOf(action));
      const origin = incidentOriginOf(interaction, id);
      await openModal(interaction, action, severityModal(origin, severity, interaction.viewer.words));
    });
  },
};
