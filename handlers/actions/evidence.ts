import { UsageError } from '../../src/errors.ts';
import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { evidenceModal } from '../../src/slack/evidence-modal.ts';
import { slackErrorCode } from '../../src/slack/manners.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { audit, onButton } from '../shared/interaction.ts';
import { keptDiagnosis } from '../shared/kept-diagnosis.ts';

/** Slack takes a `trigger_id` once, and for three seconds. */
const TRIGGER_IS_SPENT = new Set([
  'expired_trigger_id',
  'exchanged_trigger_id',
  'trigger_expired',
  'trigger_exchanged',
]);

/** "Evidence": what each finding rests on, in a modal. */
export const evidence: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.evidence,
  register(app, handling) {
    const { words, locale } = handling;
    onButton(app, handling, ACTION_IDS.evidence, async (interaction, button) => {
      const { diagnosis, check } = await keptDiagnosis(handling, button);
      const view = evidenceModal(check.words(locale).evidence(diagnosis), words);
      try {
        await interaction.client.views.open({ trigger_id: button.trigger_id, view });
      } catch (error) {
        if (!TRIGGER_IS_SPENT.has(slackErrorCode(error) ?? '')) throw error;
        throw new UsageError(words.errors.triggerExpired, { cause: error });
      }
      await audit(handling, interaction, { event: 'shown', diagnosisId: diagnosis.id });
    });
  },
};
