import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import type { HandlerEntry } from '../shared/entry.ts';

/** Buttons that open a page. Slack does that by itself and still sends a payload, which must be acknowledged. */
export const openLink: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.openLink,
  register(app) {
    app.action(new RegExp(`^${ACTION_IDS.openLink}:\\d+$`, 'u'), async ({ ack }) => {
      await ack();
    });
  },
};
