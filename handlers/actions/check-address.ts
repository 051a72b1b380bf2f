import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { addressModal } from '../../src/slack/address-modal.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { keptDiagnosis } from '../shared/kept-diagnosis.ts';
import { openModal, originOf } from '../shared/modal.ts';
import { onAction, valueOf } from '../shared/on-action.ts';

/** "Check an address": asks for it. */
export const checkAddress: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.checkAddress,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.checkAddress, async (interaction, action) => {
      const { words } = interaction.viewer;
      const { diagnosis } = await keptDiagnosis(handling, valueOf(action), words);
      await openModal(interaction, action, addressModal(originOf(interaction, diagnosis.id), words));
    });
  },
};
