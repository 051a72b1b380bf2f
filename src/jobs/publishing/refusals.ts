import { slackErrorCode } from '../../slack/manners.ts';
import { MessageLimitError } from '../../slack/validate-message.ts';

/** Slack's reasons against a message itself: it will never take it as it is. */
const UNPOSTABLE: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_too_long',
  'msg_blocks_too_long',
  'no_text',
]);

const GONE: ReadonlySet<string> = new Set([
  'message_not_found',
  'thread_not_found',
  'cannot_reply_to_message',
]);

/** Slack's reasons against any edit of a message: by the workspace's settings, or since another app has posted it, as before a new installation. */
const NOT_EDITABLE: ReadonlySet<string> = new Set(['edit_window_closed', 'cant_update_message']);

/** Whether a message will never be taken as it is. */
export function isUnpostable(error: unknown): boolean {
  return error instanceof MessageLimitError || UNPOSTABLE.has(slackErrorCode(error) ?? '');
}

/** Whether the message, or the thread that it was to stand in, is not there any more. */
export function isGone(error: unknown): boolean {
  return GONE.has(slackErrorCode(error) ?? '');
}

/** Whether a message stands, and can be edited no more. */
export function isNotEditable(error: unknown): boolean {
  return NOT_EDITABLE.has(slackErrorCode(error) ?? '');
}
