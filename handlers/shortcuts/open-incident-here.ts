import { SHORTCUT_IDS } from '../../src/slack/action-ids.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { openingFromMessage } from '../shared/incident-opening.ts';
import { onMessageShortcut } from '../shared/on-shortcut.ts';
import { openIncidentForm } from '../shared/open-incident-form.ts';
import type { MessageShortcutPayload } from '../shared/payloads.ts';

/** "Open an incident" of a message: the form, filled in with whom the message names, what it says, when, and by whom. */
export const openIncidentHere: HandlerEntry = {
  kind: 'message-shortcut',
  id: SHORTCUT_IDS.openIncident,
  register(app, handling) {
    onMessageShortcut(app, handling, SHORTCUT_IDS.openIncident, async (interaction, shortcut) => {
      const { message } = shortcut;
      const opening = await openingFromMessage(handling, interaction, message, authorOf(shortcut));
      await openIncidentForm(handling, interaction, { trigger_id: shortcut.trigger_id }, opening);
    });
  },
};

/** As it is typed into the form; an app by its name; '': whoever opens it, or nobody knows. */
function authorOf({ user, message }: MessageShortcutPayload): string {
  if (message.bot_id !== undefined && message.bot_id !== null) return message.username ?? '';
  return message.user === undefined || message.user === user.id ? '' : `<@${message.user}>`;
}
