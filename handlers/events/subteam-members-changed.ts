import type { HandlerEntry } from '../shared/entry.ts';

const EVENT = 'subteam_members_changed';

/** Somebody has joined or left a user group: who may use the bot is asked anew. */
export const subteamMembersChanged: HandlerEntry = {
  kind: 'event',
  id: EVENT,
  register(app, handling) {
    app.event(EVENT, async () => {
      handling.access.forgetMembers();
    });
  },
};
