import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { readDetailsPage } from '../../src/slack/digest-target.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { onAction, valueOf } from '../shared/on-action.ts';
import type { BeingPosted } from '../shared/post-details.ts';
import { showDetails } from '../shared/show-details.ts';

/** "Show the next …": goes on with the details of a digest, like its details. */
export const digestMore: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.digestMore,
  register(app, handling) {
    const beingPosted: BeingPosted = new Set();
    onAction(app, handling, ACTION_IDS.digestMore, async (interaction, action) => {
      const page = readDetailsPage(valueOf(action));
      await showDetails(handling, interaction, action, page, beingPosted);
    });
  },
};
