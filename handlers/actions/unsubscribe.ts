import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { changeChosen } from '../shared/change-subscription.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { onAction, valueOf } from '../shared/on-action.ts';

/** "Unsubscribe" on a subscription that was chosen. */
export const unsubscribe: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.unsubscribe,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.unsubscribe, (interaction, action) =>
      changeChosen(handling, interaction, 'unsubscribe', valueOf(action)),
    );
  },
};
