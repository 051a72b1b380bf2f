import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { evidenceModal } from '../../src/slack/evidence-modal.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { audit } from '../shared/interaction.ts';
import { keptDiagnosis } from '../shared/kept-diagnosis.ts';
import { openModal } from '../shared/modal.ts';
import { onAction, valueOf } from '../shared/on-action.ts';

/** "Evidence": what each finding rests on, in a modal. */
export const evidence: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.evidence,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.evidence, async (interaction, action) => {
      const { words, locale } = interaction.viewer;
      const { diagnosis, check } = await keptDiagnosis(handling, valueOf(action), words);
      const modal = evidenceModal(check.words(locale).evidence(diagnosis), words);
      await openModal(interaction, action, modal);
      await audit(handling, interaction, { event: 'shown', diagnosisId: diagnosis.id });
    });
  },
};
