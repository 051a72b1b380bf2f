import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { incidentButton } from '../shared/on-incident-button.ts';

/** "Close". */
export const incidentClose = incidentButton(ACTION_IDS.close, (incidents, incidentId, told) =>
  incidents.changeStatus(incidentId, 'closed', told),
);
