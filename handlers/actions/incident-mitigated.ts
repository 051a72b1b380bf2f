import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { incidentButton } from '../shared/on-incident-button.ts';

/** "Mitigated". */
export const incidentMitigated = incidentButton(ACTION_IDS.mitigated, (incidents, incidentId, told) =>
  incidents.changeStatus(incidentId, 'mitigated', told),
);
