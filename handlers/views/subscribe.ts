import { randomUUID } from 'node:crypto';
import { SECOND_MS } from '../../src/diagnosis/time.ts';
import type { Filter } from '../../src/digests/digest.ts';
import type { DigestSchedule, Subscription } from '../../src/digests/subscription.ts';
import { UsageError } from '../../src/errors.ts';
import { CALLBACK_IDS } from '../../src/slack/action-ids.ts';
import { DIGEST_COMMAND } from '../../src/slack/digest-command-text.ts';
import { readSubscribeOrigin } from '../../src/slack/digest-target.ts';
import { filterFields, QUIETS, SUBSCRIBE_FIELDS } from '../../src/slack/subscribe-modal.ts';
import { subscribedMessage } from '../../src/slack/subscription-messages.ts';
import { LOCALES, type Locale } from '../../src/words/locale.ts';
import type { SlackWords } from '../../src/words/slack.en.ts';
import { drawnSubscription } from '../shared/draw-subscription.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import type { Handling } from '../shared/handling.ts';
import { audit } from '../shared/interaction.ts';
import { fieldOf, onSubmission } from '../shared/on-submission.ts';
import type { SubmissionPayload } from '../shared/payloads.ts';
import { isSameFilter, readFilter, readSchedule } from '../shared/read-subscription.ts';
import { requireEngineer, requirePostable } from '../shared/refuse.ts';
import { decideDigestShowing } from '../shared/showing.ts';
import { unlessLate } from '../shared/unless-late.ts';
import { watchedNamed } from '../shared/watched.ts';

/** Whoever subscribes sees at once whether it comes when they meant. */
const NEXT_RUNS = 3;

/** Slack waits for three seconds in all. */
const LONGEST_LOOK_MS = SECOND_MS;

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
      async read(submission, words) {
        const { checkId, channelId } = readSubscribeOrigin(submission.view.private_metadata);
        const schedule = readSchedule(submission, words);
        if ('errors' in schedule) return schedule;
        const filters = watchedNamed(handling, checkId)?.fleet.filters ?? {};
        const filter = readFilter(submission, filters);
        if (await isThereAlready(handling, { checkId, channelId, filter })) {
          const [narrowing] = filterFields(filters);
          const field = narrowing?.blockId ?? SUBSCRIBE_FIELDS.when;
          return { errors: { [field]: thereAlready(words) } };
        }
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
          throw new UsageError(thereAlready(words));
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

/** Where that does not come in time, it is found out when the subscription is made. */
async function isThereAlready(
  handling: Handling,
  { checkId, channelId, filter }: Pick<Subscription, 'checkId' | 'channelId' | 'filter'>,
): Promise<boolean> {
  const look = async () => {
    const here = await handling.digesting.subscriptions.list(channelId);
    return here.some((each) => each.checkId === checkId && isSameFilter(each.filter, filter));
  };
  try {
    return (await unlessLate(handling, LONGEST_LOOK_MS, look())) ?? false;
  } catch (error) {
    handling.log.warn({ err: error, channelId }, 'it is not known yet which subscriptions there are');
    return false;
  }
}

function thereAlready({ digests }: SlackWords): string {
  return `${digests.subscribe.thereAlready} ${DIGEST_COMMAND} unsubscribe`;
}

function chosenOf<Value extends string>(
  submission: SubmissionPayload,
  field: string,
  values: readonly Value[],
): Value | undefined {
  const chosen = fieldOf(submission, field)?.selected_option?.value;
  return values.find((value) => value === chosen);
}
