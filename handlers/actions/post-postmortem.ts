import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { incidentOf } from '../shared/find-incident.ts';
import { onAction, valueOf } from '../shared/on-action.ts';
import { postPostmortem } from '../shared/post-postmortem.ts';
import { requireEngineerForIncident } from '../shared/refuse-incident.ts';

/** "Post again": the postmortem as it is by now. */
export const postPostmortemAgain: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.postPostmortem,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.postPostmortem, async (interaction, action) => {
      await requireEngineerForIncident(handling, interaction);
      const incident = await incidentOf(handling, interaction, valueOf(action));
      await postPostmortem(handling, interaction, incident);
    });
  },
};
