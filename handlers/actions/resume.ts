import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { changeChosen } from '../shared/change-subscription.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { onAction, valueOf } from '../shared/on-action.ts';

/** "Resume" on a subscription that was chosen. */
export const resume: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.resume,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.resume, (interaction, action) =>
      changeChosen(handling, interaction, 'resume', valueOf(action)),
    );
  },
};
