import { randomUUID } from 'node:crypto';
import type { Filter } from '../../src/digests/digest.ts';
import type { DigestSchedule, Subscription } from '../../src/digests/subscription.ts';
import { UsageError } from '../../src/errors.ts';
import { CALLBACK_IDS } from '../../src/slack/action-ids.ts';
import { DIGEST_COMMAND } from '../../src/slack/digest-command-text.ts';
import { readSubscribeOrigin } from '../../src/slack/digest-target.ts';
import { QUIETS, SUBSCRIBE_FIELDS } from '../../src/slack/subscribe-modal.ts';
import { subscribedMessage } from '../../src/slack/subscription-messages.ts';
import { LOCALES, type Locale } from '../../src/words/locale.ts';
import { drawnSubscription } from '../shared/draw-subscription.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { audit } from '../shared/interaction.ts';
import { fieldOf, onSubmission } from '../shared/on-submission.ts';
import type { SubmissionPayload } from '../shared/payloads.ts';
import { readFilter, readSchedule } from '../shared/read-subscription.ts';
import { requireEngineer, requirePostable } from '../shared/refuse.ts';
import { decideDigestShowing } from '../shared/showing.ts';
import { watchedNamed } from '../shared/watched.ts';

/** Whoever subscribes sees at once whether it comes when they meant. */
const NEXT_RUNS = 3;

interface Wanted {
  readonly schedule: DigestSchedule;
  readonly filter: Filter;
  readonly locale: Locale;
  readonly quiet: Subscription['quiet'];
}

/** The form of `/portal-digest subscribe`. */
export const subscribeForm: HandlerEntry = {
  kind: 'view',
  id: CALLBACK_IDS.subscribe,
  register(app, handling) {
    onSubmission<Wanted>(app, handling, {
      callbackId: CALLBACK_IDS.subscribe,
      read(submission, words) {
        const { checkId } = readSubscribeOrigin(submission.view.private_metadata);
        const schedule = readSchedule(submission, words);
        if ('errors' in schedule) return schedule;
        const filter = readFilter(submission, watchedNamed(handling, checkId)?.fleet.filters ?? {});
        return {
          fields: {
            schedule,
            filter,
            locale: chosenOf(submission, SUBSCRIBE_FIELDS.language, LOCALES) ?? handling.language,
            quiet: chosenOf(submission, SUBSCRIBE_FIELDS.quiet, QUIETS) ?? 'each-time',
          },
        };
      },
      placeOf({ view }) {
        const { channelId } = readSubscribeOrigin(view.private_metadata);
        return { channelId, thread: null, responseUrl: null };
      },
      async work(interaction, wanted, { view }) {
        const { checkId, channelId } = readSubscribeOrigin(view.private_metadata);
        const { words } = interaction.viewer;
        await requireEngineer(handling, interaction);
        // It may have been shared while the form was open.
        await requirePostable(handling, interaction, channelId);
        const watched = watchedNamed(handling, checkId);
        if (watched === null) throw new UsageError(words.refusals.unknownCheck(checkId));
        const nowMs = handling.clock();
        const subscription: Subscription = {
          ...wanted,
          id: randomUUID(),
          checkId,
          channelId,
          status: { kind: 'active' },
          createdByUserId: interaction.asker.userId,
          createdAtMs: nowMs,
          nextDueAtMs: handling.digesting.nextDueAfterMs(wanted.schedule, watched.fleet, nowMs),
        };
        if (!(await handling.digesting.subscriptions.add(subscription))) {
          throw new UsageError(`${words.digests.subscribe.thereAlready} ${DIGEST_COMMAND} unsubscribe`);
        }
        const { visibility, viewer } = await decideDigestShowing(handling, interaction, null);
        const drawn = drawnSubscription(handling, subscription, viewer, NEXT_RUNS);
        interaction.conversation.showTo(visibility);
        await interaction.conversation.answer(subscribedMessage(drawn, nowMs, viewer.words));
        const { id: subscriptionId } = subscription;
        await audit(handling, interaction, {
          event: 'subscribed',
          subscription: { checkId, subscriptionId },
        });
      },
    });
  },
};

function chosenOf<Value extends string>(
  submission: SubmissionPayload,
  field: string,
  values: readonly Value[],
): Value | undefined {
  const chosen = fieldOf(submission, field)?.selected_option?.value;
  return values.find((value) => value === chosen);
}
