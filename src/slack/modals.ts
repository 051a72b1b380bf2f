import type { WebClient } from '@slack/web-api';
import type { Modal } from './blocks.ts';
import { callSlack, slackErrorCode } from './manners.ts';
import type { Posting } from './post-to.ts';

/** Slack takes a `trigger_id` once, and for three seconds. */
const TRIGGER_IS_SPENT = new Set([
  'expired_trigger_id',
  'exchanged_trigger_id',
  'trigger_expired',
  'trigger_exchanged',
]);

/** No modal is there any more. */
const IS_CLOSED = 'not_found';

/** Whether Slack takes no modal for what somebody did, because it took one already or waited long enough. */
export function isTriggerSpent(error: unknown): boolean {
  return TRIGGER_IS_SPENT.has(slackErrorCode(error) ?? '');
}

/**
 * Shows something else in an open modal.
 * @returns false where somebody has closed it
 */
export async function updateModal({ client, wait }: Posting, viewId: string, modal: Modal): Promise<boolean> {
  try {
    await callSlack(() => client.views.update({ view_id: viewId, view: modal }), { wait, harmless: true });
    return true;
  } catch (error) {
    if (slackErrorCode(error) !== IS_CLOSED) throw error;
    return false;
  }
}

/**
 * Opens a modal on top of the one in which somebody has just done something.
 * @returns false where that one is closed, or Slack did not wait
 */
export async function pushModal(
  client: WebClient,
  { triggerId, modal }: { readonly triggerId: string; readonly modal: Modal },
): Promise<boolean> {
  try {
    await client.views.push({ trigger_id: triggerId, view: modal });
    return true;
  } catch (error) {
    if (!isTriggerSpent(error) && slackErrorCode(error) !== IS_CLOSED) throw error;
    return false;
  }
}
