import type { App } from '@slack/bolt';
import type { Modal } from '../../src/slack/blocks.ts';
import { ACKNOWLEDGE_WITHIN_MS } from '../../src/slack/limits.ts';
import { updateModal } from '../../src/slack/modals.ts';
import type { Handling } from './handling.ts';
import { handle, type Interaction, type SayElsewhere } from './interaction.ts';
import { submissionPayload, whoOf, type SubmissionPayload } from './payloads.ts';
import { localeOf } from './locale-of.ts';
import { unlessLate } from './unless-late.ts';
import type { Thread } from '../../src/slack/thread.ts';
import type { SlackWords } from '../../src/words/slack.en.ts';

/** Where the answer to a modal goes; null: the person's messages with the app. */
export interface SubmissionPlace {
  readonly channelId: string | null;
  readonly thread: Thread | null;
  readonly responseUrl: string | null;
}

/** What was put in, or what is wrong with it. */
type SubmissionReading<Fields> =
  { readonly fields: Fields } | { readonly errors: Readonly<Record<string, string>> };

/** What was put in, and the modal that it was put into. */
interface Submitted<Fields> {
  readonly fields: Fields;
  readonly view: SubmissionPayload['view'];
}

/** How a kind of modal is answered. */
export interface SubmissionHandler<Fields> {
  readonly callbackId: string;
  /** What has been put in, or what Slack is to say to the fields: by block id. Slack waits for it: whom it asks, it asks for a moment at most. */
  readonly read: (
    submission: SubmissionPayload,
    words: SlackWords,
  ) => SubmissionReading<Fields> | Promise<SubmissionReading<Fields>>;
  readonly placeOf: (submission: SubmissionPayload) => SubmissionPlace;
  /** The modal stays open and shows the answer; left out: it closes. */
  readonly staysOpen?: {
    /** What it shows until the work is done. */
    readonly meanwhile: (words: SlackWords, submitted: Submitted<Fields>) => Modal;
    /** How it shows one sentence, as that it failed. */
    readonly notice: (sentence: string, words: SlackWords, submitted: Submitted<Fields>) => Modal;
  };
  /** The modal closes once the work is done, or in the last moment: were the process killed before, what was typed still stands there. Left out: it closes at once. */
  readonly closesWhenDone?: boolean;
  readonly work: (interaction: Interaction, fields: Fields, submission: SubmissionPayload) => Promise<void>;
}

/** Lets a modal be answered when it is submitted. */
export function onSubmission<Fields>(
  app: App,
  handling: Handling,
  { callbackId, read, placeOf, staysOpen, closesWhenDone = false, work }: SubmissionHandler<Fields>,
): void {
  app.view({ type: 'view_submission', callback_id: callbackId }, async ({ ack, body, client }) => {
    const submission = submissionPayload.parse(body);
    const words = handling.wordsIn(await localeOf(handling, submission.user.id, handling.log));
    const reading = await read(submission, words);
    if ('errors' in reading) {
      await ack({ response_action: 'errors', errors: { ...reading.errors } });
      return;
    }
    const submitted = { fields: reading.fields, view: submission.view };
    if (staysOpen !== undefined) {
      await ack({ response_action: 'update', view: staysOpen.meanwhile(words, submitted) });
    } else if (!closesWhenDone) await ack();
    const { channelId, thread, responseUrl } = placeOf(submission);
    const say: SayElsewhere | undefined =
      staysOpen === undefined
        ? undefined
        : async (emoji, sentence, locally) => {
            const modal = staysOpen.notice(`${emoji} ${sentence}`, locally, submitted);
            await updateModal({ client, wait: handling.wait }, submission.view.id, modal);
          };
    const arrival = {
      name: callbackId,
      key: submission.trigger_id ?? null,
      asker: { surface: 'modal', ...whoOf(submission), channelId },
      thread,
      responseUrl,
      ...(say === undefined ? {} : { refuse: say, fail: say }),
      client,
    } as const;
    const working = handling.inFlight.track(
      handle(handling, arrival, (interaction) => work(interaction, reading.fields, submission)),
    );
    if (closesWhenDone) {
      await unlessLate(handling, ACKNOWLEDGE_WITHIN_MS, working);
      await ack();
    }
    await working;
  });
}

/** What has been put into one control; undefined where it was left empty. */
export function fieldOf(
  { view }: { readonly view: Pick<SubmissionPayload['view'], 'state'> },
  blockId: string,
): SubmissionPayload['view']['state']['values'][string][string] | undefined {
  return Object.values(view.state.values[blockId] ?? {})[0];
}
