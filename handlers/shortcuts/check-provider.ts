import { SHORTCUT_IDS } from '../../src/slack/action-ids.ts';
import { checkModal } from '../../src/slack/check-modal.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { openModal } from '../shared/modal.ts';
import { onGlobalShortcut } from '../shared/on-shortcut.ts';

/** The global shortcut: everything that the command takes, as a form. */
export const checkProvider: HandlerEntry = {
  kind: 'global-shortcut',
  id: SHORTCUT_IDS.checkProvider,
  register(app, handling) {
    onGlobalShortcut(app, handling, SHORTCUT_IDS.checkProvider, (interaction, shortcut) =>
      openModal(interaction, shortcut, checkModal(handling.checks[0], interaction.viewer.words)),
    );
  },
};
