import { SEVERITIES, type Severity } from '../../src/incidents/fact.ts';
import { CALLBACK_IDS } from '../../src/slack/action-ids.ts';
import { readIncidentOrigin } from '../../src/slack/incident-target.ts';
import { SEVERITY } from '../../src/slack/severity-modal.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { placeOfIncident } from '../shared/incident-origin.ts';
import { fieldOf, onSubmission } from '../shared/on-submission.ts';
import { requireEngineerForIncident } from '../shared/refuse-incident.ts';
import { tellIncident } from '../shared/tell-incident.ts';

/** The form of "Change severity". */
export const severityForm: HandlerEntry = {
  kind: 'view',
  id: CALLBACK_IDS.severity,
  register(app, handling) {
    onSubmission<{ readonly severity: Severity }>(app, handling, {
      callbackId: CALLBACK_IDS.severity,
      read(submission, words) {
        const chosen = fieldOf(submission, SEVERITY)?.selected_option?.value;
        const severity = SEVERITIES.find((known) => known === chosen);
        return severity === undefined
          ? { errors: { [SEVERITY]: words.incidents.severity.missing } }
          : { fields: { severity } };
      },
      placeOf: placeOfIncident,
      closesWhenDone: true,
      async work(interaction, { severity }, { view }) {
        await requireEngineerForIncident(handling, interaction);
        const { incidentId } = readIncidentOrigin(view.private_metadata);
        await tellIncident(handling, interaction, { key: view.id }, (incidents, told) =>
          incidents.changeSeverity(incidentId, severity, told),
        );
      },
    });
  },
};
