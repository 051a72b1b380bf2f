import type { App, ViewResponseAction } from '@slack/bolt';
import type { Handling } from './handling.ts';
import { handle, type Interaction } from './interaction.ts';
import { submissionPayload, type SubmissionPayload } from './payloads.ts';
import { localeOf } from './locale-of.ts';
import type { SlackWords } from '../../src/words/slack.en.ts';

/** Where the answer to a modal goes; null: the person's messages with the app. */
export interface SubmissionPlace {
  readonly channelId: string | null;
  readonly threadTs: string | null;
  readonly responseUrl: string | null;
}

/** How a kind of modal is answered. */
export interface SubmissionHandler<Fields> {
  readonly callbackId: string;
  /** What has been put in, or what Slack is to say to the fields: by block id. Asks nobody, so that Slack is answered in time. */
  readonly read: (
    submission: SubmissionPayload,
    words: SlackWords,
  ) => { readonly fields: Fields } | { readonly errors: Readonly<Record<string, string>> };
  readonly placeOf: (submission: SubmissionPayload) => SubmissionPlace;
  /** What stands in the modal's place until the work is done; left out: the modal closes. */
  readonly meanwhile?: (words: SlackWords) => ViewResponseAction;
  readonly work: (interaction: Interaction, fields: Fields, submission: SubmissionPayload) => Promise<void>;
}

/** Lets a modal be answered when it is submitted. */
export function onSubmission<Fields>(
  app: App,
  handling: Handling,
  { callbackId, read, placeOf, meanwhile, work }: SubmissionHandler<Fields>,
): void {
  app.view({ type: 'view_submission', callback_id: callbackId }, async ({ ack, body, client }) => {
    const submission = submissionPayload.parse(body);
    const { user, team } = submission;
    const words = handling.wordsIn(await localeOf(handling, user.id, handling.log));
    const reading = read(submission, words);
    if ('errors' in reading) {
      await ack({ response_action: 'errors', errors: { ...reading.errors } });
      return;
    }
    await (meanwhile === undefined ? ack() : ack(meanwhile(words)));
    const { channelId, threadTs, responseUrl } = placeOf(submission);
    const arrival = {
      name: callbackId,
      key: submission.trigger_id ?? null,
      asker: { surface: 'modal', userId: user.id, teamId: user.team_id ?? team?.id ?? null, channelId },
      threadTs,
      responseUrl,
      client,
    } as const;
    await handling.inFlight.track(
      handle(handling, arrival, (interaction) => work(interaction, reading.fields, submission)),
    );
  });
}

/** What has been put into one control; undefined where it was left empty. */
export function fieldOf(
  { view }: SubmissionPayload,
  blockId: string,
): SubmissionPayload['view']['state']['values'][string][string] | undefined {
  return Object.values(view.state.values[blockId] ?? {})[0];
}
