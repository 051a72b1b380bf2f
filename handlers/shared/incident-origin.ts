import { readIncidentOrigin, type IncidentOrigin } from '../../src/slack/incident-target.ts';
import type { Interaction } from './interaction.ts';
import type { SubmissionPlace } from './on-submission.ts';
import type { SubmissionPayload } from './payloads.ts';

/** What a form of an incident carries along of the button that opened it. */
export function incidentOriginOf({ asker, thread }: Interaction, incidentId: string): IncidentOrigin {
  return { incidentId, channelId: asker.channelId, thread };
}

/** Where that button was: what is to be said of it is said there. */
export function placeOfIncident({ view }: SubmissionPayload): SubmissionPlace {
  const { channelId, thread } = readIncidentOrigin(view.private_metadata);
  return { channelId, thread, responseUrl: null };
}
