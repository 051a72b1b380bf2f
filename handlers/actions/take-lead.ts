import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { incidentButton } from '../shared/on-incident-button.ts';

/** "I’m on it": whoever presses it leads. */
export const takeLead = incidentButton(ACTION_IDS.takeLead, (incidents, incidentId, told) =>
  incidents.takeLead(incidentId, told),
);
