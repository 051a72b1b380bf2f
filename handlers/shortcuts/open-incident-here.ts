import { SHORTCUT_IDS } from '../../src/slack/action-ids.ts';
import { textOfMessage } from '../../src/slack/text-of-message.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { openingFromText } from '../shared/incident-opening.ts';
import { onMessageShortcut } from '../shared/on-shortcut.ts';
import { openIncidentForm } from '../shared/open-incident-form.ts';

/** "Open an incident" of a message: the form, filled in with whom the message names. */
export const openIncidentHere: HandlerEntry = {
  kind: 'message-shortcut',
  id: SHORTCUT_IDS.openIncident,
  register(app, handling) {
    onMessageShortcut(app, handling, SHORTCUT_IDS.openIncident, async (interaction, shortcut) => {
      const { channel, message } = shortcut;
      const origin = { kind: 'message', channelId: channel.id, ts: message.ts } as const;
      const opening = await openingFromText(handling, interaction, textOfMessage(message), origin);
      await openIncidentForm(handling, interaction, { trigger_id: shortcut.trigger_id }, opening);
    });
  },
};
