import type { HandlerEntry } from '../shared/entry.ts';
import { onHomeOpened } from '../shared/on-event.ts';
import { publishHome } from '../shared/publish-home.ts';

/** The app's home, drawn anew whenever somebody opens it. */
export const appHomeOpened: HandlerEntry = {
  kind: 'event',
  id: 'app_home_opened',
  register(app, handling) {
    onHomeOpened(app, handling, (interaction) => publishHome(handling, interaction));
  },
};
