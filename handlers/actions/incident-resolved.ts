import {
  incidentTellingOf,
  nounOf,
  standsNow,
  statementNow,
  subjectSaid,
} from '../../src/incidents/telling.ts';
import { isUnderWay, keepsOpen } from '../../src/incidents/status.ts';
import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { resolveAnywayModal } from '../../src/slack/resolve-anyway-modal.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { incidentOf } from '../shared/find-incident.ts';
import { incidentOriginOf } from '../shared/incident-origin.ts';
import { openModal } from '../shared/modal.ts';
import { onAction, valueOf } from '../shared/on-action.ts';
import { requireEngineerForIncident } from '../shared/refuse-incident.ts';
import { tellIncident } from '../shared/tell-incident.ts';

/** "Resolved": where somebody is not well, a form warns first and names them. */
export const incidentResolved: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.resolved,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.resolved, async (interaction, action) => {
      await requireEngineerForIncident(handling, interaction);
      const incident = await incidentOf(handling, interaction, valueOf(action));
      const notWell = incident.subjects.filter(keepsOpen);
      if (notWell.length === 0 || !isUnderWay(incident)) {
        await tellIncident(handling, interaction, { key: action.trigger_id }, (incidents, told) =>
          incidents.changeStatus(incident.id, 'resolved', told),
        );
        return;
      }
      const { words, locale } = interaction.viewer;
      const telling = incidentTellingOf(handling.checks, incident, locale);
      const modal = resolveAnywayModal(
        incidentOriginOf(interaction, incident.id),
        {
          noun: nounOf(notWell, telling),
          notWell: notWell.map(
            (each) => `${subjectSaid(standsNow(each), telling)}: ${statementNow(each, telling)}`,
          ),
        },
        words,
      );
      await openModal(interaction, action, modal);
    });
  },
};
