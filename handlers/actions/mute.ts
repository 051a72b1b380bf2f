import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { readDigestSubject } from '../../src/slack/digest-target.ts';
import { muteModal } from '../../src/slack/mute-modal.ts';
import { digestWordsIn } from '../../src/words/digest.ts';
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
      const nowMs = handling.clock();
      const mutes = await handling.digesting.mutes.activeAt(kept.made.digest.checkId, nowMs);
      const standing = mutes.find((each) => each.subjectId === subjectId);
      const dates = digestWordsIn(viewer.locale).dates(kept.watched.fleet.timeZone, nowMs);
      const drawn = standing === undefined ? null : { mute: standing, until: dates.zoned(standing.untilMs) };
      const modal = muteModal({ name, origin, nowMs, standing: drawn }, viewer.words);
      await openModal(interaction, action, modal);
    });
  },
};
