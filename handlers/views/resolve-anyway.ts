import { CALLBACK_IDS } from '../../src/slack/action-ids.ts';
import { readIncidentOrigin } from '../../src/slack/incident-target.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { placeOfIncident } from '../shared/incident-origin.ts';
import { onSubmission } from '../shared/on-submission.ts';
import { requireEngineerForIncident } from '../shared/refuse-incident.ts';
import { tellIncident } from '../shared/tell-incident.ts';

/** The warning before an incident is declared resolved while somebody is not well: declared all the same. */
export const resolveAnywayForm: HandlerEntry = {
  kind: 'view',
  id: CALLBACK_IDS.resolveAnyway,
  register(app, handling) {
    onSubmission<object>(app, handling, {
      callbackId: CALLBACK_IDS.resolveAnyway,
      read: () => ({ fields: {} }),
      placeOf: placeOfIncident,
      closesWhenDone: true,
      async work(interaction, _, { view }) {
        await requireEngineerForIncident(handling, interaction);
        const { incidentId } = readIncidentOrigin(view.private_metadata);
        await tellIncident(handling, interaction, { key: view.id }, (incidents, told) =>
          incidents.changeStatus(incidentId, 'resolved', told),
        );
      },
    });
  },
};
