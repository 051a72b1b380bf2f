import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { readDigestSubject } from '../../src/slack/digest-target.ts';
import { muteModal } from '../../src/slack/mute-modal.ts';
import { nameIn } from '../shared/digest-subject.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { keptDigest } from '../shared/kept-digest.ts';
import { openModal } from '../shared/modal.ts';
import { onAction, valueOf } from '../shared/on-action.ts';
import { requireEngineer } from '../shared/refuse.ts';

/** "Mute until …": asks until when, and why. */
export const mute: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.mute,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.mute, async (interaction, action) => {
      await requireEngineer(handling, interaction);
      const { asker, thread, viewer } = interaction;
      const { digestId, subjectId } = readDigestSubject(valueOf(action));
      const kept = await keptDigest(handling, digestId, interaction);
      const name = nameIn(kept, subjectId, interaction);
      const origin = { digestId, subjectId, channelId: asker.channelId, thread };
      const modal = muteModal({ name, origin, nowMs: handling.clock() }, viewer.words);
      await openModal(interaction, action, modal);
    });
  },
};
