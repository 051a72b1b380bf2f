import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { onAction, valueOf } from '../shared/on-action.ts';
import type { BeingPosted } from '../shared/post-details.ts';
import { showDetails } from '../shared/show-details.ts';

/** "Details in thread": whom a digest is about, by name; in its thread once, for one person alone as often as they like. */
export const digestDetails: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.digestDetails,
  register(app, handling) {
    const beingPosted: BeingPosted = new Set();
    onAction(app, handling, ACTION_IDS.digestDetails, (interaction, action) => {
      const page = { digestId: valueOf(action), offset: 0 };
      return showDetails(handling, interaction, action, page, beingPosted);
    });
  },
};
