import { UsageError } from '../../src/errors.ts';
import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { handOverModal } from '../../src/slack/hand-over-modal.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { keptDiagnosis } from '../shared/kept-diagnosis.ts';
import { openModal, originOf } from '../shared/modal.ts';
import { onAction, valueOf } from '../shared/on-action.ts';

/** "Hand to on-call": asks for the ticket. */
export const handOver: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.handOver,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.handOver, async (interaction, action) => {
      const { words } = interaction.viewer;
      const { onCallChannelId } = handling.places;
      if (onCallChannelId === null) throw new UsageError(words.handOver.nowhere);
      const { diagnosis } = await keptDiagnosis(handling, valueOf(action), words);
      const origin = originOf(interaction, diagnosis.id);
      await openModal(interaction, action, handOverModal(origin, onCallChannelId, words));
    });
  },
};
