import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { incidentButton } from '../shared/on-incident-button.ts';

/** "Reopen". */
export const incidentReopen = incidentButton(ACTION_IDS.reopen, (incidents, incidentId, told) =>
  incidents.changeStatus(incidentId, 'reopened', told),
);
