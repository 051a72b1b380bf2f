import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { postmortemModal } from '../../src/slack/postmortem-modal.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { incidentOf } from '../shared/find-incident.ts';
import { incidentOriginOf } from '../shared/incident-origin.ts';
import { openModal } from '../shared/modal.ts';
import { onAction, valueOf } from '../shared/on-action.ts';
import { requireEngineerForIncident } from '../shared/refuse-incident.ts';

/** "Edit" of a postmortem: the parts that people write. */
export const editPostmortem: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.editPostmortem,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.editPostmortem, async (interaction, action) => {
      await requireEngineerForIncident(handling, interaction);
      const incident = await incidentOf(handling, interaction, valueOf(action));
      const { sections } = await handling.incidents.writePostmortem(incident, incident.locale);
      const origin = incidentOriginOf(interaction, incident.id);
      await openModal(interaction, action, postmortemModal(origin, sections, interaction.viewer.words));
    });
  },
};
