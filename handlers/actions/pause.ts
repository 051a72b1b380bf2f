import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { changeChosen } from '../shared/change-subscription.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { onAction, valueOf } from '../shared/on-action.ts';

/** "Pause" on a subscription that was chosen. */
export const pause: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.pause,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.pause, (interaction, action) =>
      changeChosen(handling, interaction, 'pause', valueOf(action)),
    );
  },
};
