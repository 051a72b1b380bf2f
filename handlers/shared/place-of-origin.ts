import { readModalOrigin } from '../../src/slack/target.ts';
import type { SubmissionPlace } from './on-submission.ts';
import type { SubmissionPayload } from './payloads.ts';

/** Where the button was that opened a modal: what is to be said of it is said there. */
export function placeOfOrigin({ view }: SubmissionPayload): SubmissionPlace {
  const { channelId, thread } = readModalOrigin(view.private_metadata);
  return { channelId, thread, responseUrl: null };
}
