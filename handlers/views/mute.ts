import { DAY_MS, SECOND_MS, type EpochMs } from '../../src/diagnosis/time.ts';
import { CALLBACK_IDS } from '../../src/slack/action-ids.ts';
import { readMuteOrigin } from '../../src/slack/digest-target.ts';
import { mutedMessage } from '../../src/slack/mute-messages.ts';
import { MUTE_FIELDS } from '../../src/slack/mute-modal.ts';
import { digestWordsIn } from '../../src/words/digest.ts';
import { nameIn } from '../shared/digest-subject.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { audit } from '../shared/interaction.ts';
import { keptDigest } from '../shared/kept-digest.ts';
import { fieldOf, onSubmission } from '../shared/on-submission.ts';
import { requireEngineer } from '../shared/refuse.ts';
import { decideDigestShowing } from '../shared/showing.ts';

const MOST_DAYS = 366;

/** The form of "Mute until …": digests leave somebody out until then. Who did it and why is said to all who see the digest. */
export const muteForm: HandlerEntry = {
  kind: 'view',
  id: CALLBACK_IDS.mute,
  register(app, handling) {
    onSubmission<{ readonly untilMs: EpochMs; readonly why: string }>(app, handling, {
      callbackId: CALLBACK_IDS.mute,
      read(submission, words) {
        const says = words.digests.mute;
        const untilMs = (fieldOf(submission, MUTE_FIELDS.until)?.selected_date_time ?? 0) * SECOND_MS;
        const why = fieldOf(submission, MUTE_FIELDS.why)?.value?.trim() ?? '';
        const nowMs = handling.clock();
        const errors = {
          ...(untilMs <= nowMs ? { [MUTE_FIELDS.until]: says.notLater } : {}),
          ...(untilMs > nowMs + MOST_DAYS * DAY_MS ? { [MUTE_FIELDS.until]: says.tooLate(MOST_DAYS) } : {}),
          ...(why === '' ? { [MUTE_FIELDS.why]: says.whyMissing } : {}),
        };
        return Object.keys(errors).length > 0 ? { errors } : { fields: { untilMs, why } };
      },
      placeOf({ view }) {
        const { channelId, thread } = readMuteOrigin(view.private_metadata);
        return { channelId, thread, responseUrl: null };
      },
      async work(interaction, { untilMs, why }, { view }) {
        await requireEngineer(handling, interaction);
        const { asker, conversation } = interaction;
        const { mutes } = handling.digesting;
        const { digestId, subjectId } = readMuteOrigin(view.private_metadata);
        const kept = await keptDigest(handling, digestId, interaction);
        const name = nameIn(kept, subjectId, interaction);
        const { checkId } = kept.made.digest;
        const atMs = handling.clock();
        const mute = { checkId, subjectId, untilMs, byUserId: asker.userId, why, atMs };
        await mutes.add(mute);
        // What is said is what is kept: without addresses.
        const standing = (await mutes.activeAt(checkId, atMs)).find((each) => each.subjectId === subjectId);
        const { visibility, viewer } = await decideDigestShowing(handling, interaction, null);
        const dates = digestWordsIn(viewer.locale).dates(kept.watched.fleet.timeZone, atMs);
        conversation.showTo(visibility);
        await conversation.answer(
          mutedMessage(
            { digestId, name, mute: standing ?? { ...mute, why: '' }, until: dates.zoned(untilMs) },
            viewer.words,
          ),
        );
        await audit(handling, interaction, { event: 'muted', subject: { checkId, subjectId } });
      },
    });
  },
};
