import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { blocksModal } from '../../src/slack/notice-modal.ts';
import { drawIncident } from '../shared/draw-incident.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { incidentOf } from '../shared/find-incident.ts';
import { audit } from '../shared/interaction.ts';
import { openModal } from '../shared/modal.ts';
import { onAction, valueOf } from '../shared/on-action.ts';
import { rootUrl } from '../shared/root-url.ts';
import { unlessLate } from '../shared/unless-late.ts';
import { SECOND_MS } from '../../src/diagnosis/time.ts';

/** A modal must open within three seconds: it goes without the link where Slack is slow to tell it. */
const URL_WITHIN_MS = SECOND_MS;

/** "Show" on a line of a list of incidents: how it stands, to the asker alone; from App Home in a modal. */
export const showIncident: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.showIncident,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.showIncident, async (interaction, action) => {
      const { viewer, conversation, asker } = interaction;
      const incident = await incidentOf(handling, interaction, valueOf(action));
      const url = await unlessLate(handling, URL_WITHIN_MS, rootUrl(handling, interaction, incident));
      const message = drawIncident(handling, incident, url, viewer);
      await (asker.channelId === null
        ? openModal(interaction, action, blocksModal(message.blocks, viewer.words))
        : conversation.whisper(message));
      const { id: incidentId, number } = incident;
      await audit(handling, interaction, { event: 'incident-shown', incident: { incidentId, number } });
    });
  },
};
