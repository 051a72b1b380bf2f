import type { Evidence } from '../../src/checks/report.ts';
import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { evidenceModal } from '../../src/slack/evidence-modal.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { audited } from '../shared/audit.ts';
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
      const { words, locale, audience } = interaction.viewer;
      const { diagnosis, check } = await keptDiagnosis(handling, valueOf(action), words);
      const all = check.words(locale).evidence(diagnosis);
      const shown = audience === 'engineer' ? all : withoutLinks(all);
      await openModal(interaction, action, evidenceModal(shown, words));
      await audit(handling, interaction, { event: 'shown', diagnosis: audited(diagnosis) });
    });
  },
};

/** For the help desk, which may press this beneath an answer for all: no button that they cannot open. */
function withoutLinks({ title, sections }: Evidence): Evidence {
  return { title, sections: sections.map((section) => ({ ...section, link: null })) };
}
