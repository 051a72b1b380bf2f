import { z } from 'zod';
import { errorMessage } from '../../src/slack/error-message.ts';
import { createResponseUrl } from '../../src/slack/response-url.ts';
import { channelViewer, type Handling } from './handling.ts';

/** What Bolt tells of a failure, with the request that it came of. */
export interface Unhandled {
  readonly error: Error;
  readonly body: unknown;
}

const answerable = z.object({ response_url: z.url() });

/**
 * Tells the asker of a failure that came before anybody could answer: a payload of another shape, or a workspace that could not be
 * asked for. Never rejects.
 */
export async function tellUnhandled(handling: Handling, { error, body }: Unhandled): Promise<void> {
  const { clock, fetch, log, reportError, wait } = handling;
  const { words } = channelViewer(handling);
  const requestId = handling.newRequestId();
  const context = { requestId, interaction: 'unknown' };
  log.error({ err: error, requestId }, 'a request from Slack could not be handled');
  reportError(error, context);
  const asked = answerable.safeParse(body);
  if (!asked.success) return;
  try {
    const answer = createResponseUrl(asked.data.response_url, { fetch, wait, clock, receivedAtMs: clock() });
    await answer.send(errorMessage(requestId, words));
  } catch (unsaid) {
    log.error({ err: unsaid, requestId }, 'the asker could not be told of a failure');
    reportError(unsaid, context);
  }
}
