import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { readOpenFrom } from '../../src/slack/incident-target.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { openingFromDiagnoses, openingFromDigest } from '../shared/incident-opening.ts';
import { keptDiagnoses } from '../shared/kept-diagnosis.ts';
import { keptDigest } from '../shared/kept-digest.ts';
import { onAction, valueOf } from '../shared/on-action.ts';
import { openIncidentForm } from '../shared/open-incident-form.ts';

/** "Open incident" beneath diagnoses and digests: the form, filled in with what they say. */
export const openIncident: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.openIncident,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.openIncident, async (interaction, action) => {
      const from = readOpenFrom(valueOf(action));
      if (from.kind === 'digest') {
        const kept = await keptDigest(handling, from.id, interaction);
        return openIncidentForm(handling, interaction, action, openingFromDigest(handling, kept));
      }
      const { diagnoses, check } = await keptDiagnoses(handling, from.ids, interaction.viewer.words);
      const opening = openingFromDiagnoses(handling, interaction.viewer, check, diagnoses);
      return openIncidentForm(handling, interaction, action, opening);
    });
  },
};
