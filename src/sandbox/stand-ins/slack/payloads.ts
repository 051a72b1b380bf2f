import { issueResponseUrl } from './response-urls.ts';
import { issueTriggerId } from './triggers.ts';

/** Who does something, and where: for requests that are made without a world, as by another process. */
export interface Doer {
  /** Where the stand-in of Slack is. */
  readonly slackUrl: string;
  readonly teamId: string;
  readonly userId: string;
  readonly channelId: string;
  /** By the stand-in's clock. Left out: now. */
  readonly atMs?: number;
}

/** What Slack sends for a slash command. */
export function slashCommandPayload(
  doer: Doer & { readonly userName?: string; readonly channelName?: string },
  { command, text }: { readonly command: string; readonly text: string },
): Record<string, string> {
  const { slackUrl, teamId, userId, channelId, atMs = Date.now() } = doer;
  const { userName = 'somebody', channelName = 'on-call' } = doer;
  return {
    command,
    text,
    team_id: teamId,
    team_domain: 'sandbox',
    channel_id: channelId,
    channel_name: channelId.startsWith('D') ? 'directmessage' : channelName,
    user_id: userId,
    user_name: userName,
    api_app_id: 'A0SANDBOX',
    is_enterprise_install: 'false',
    response_url: issueResponseUrl({ slackUrl, channelId, userId, issuedAtMs: atMs }),
    trigger_id: issueTriggerId(atMs, { userId, viewId: null }),
  };
}

export interface ButtonPress {
  readonly actionId: string;
  readonly value?: string;
  /** The message that holds the button. */
  readonly message: {
    readonly ts: string;
    readonly threadTs?: string | null;
    readonly isEphemeral?: boolean;
  };
  /** The workspace of who pressed, where it differs from the one that the payload comes from. */
  readonly userTeamId?: string;
}

/** What Slack sends for a pressed button of a message, whether or not that stands in any world. */
export function buttonPayload(doer: Doer, { actionId, value, message, userTeamId }: ButtonPress): object {
  const { slackUrl, teamId, userId, channelId, atMs = Date.now() } = doer;
  const { ts, threadTs = null, isEphemeral = false } = message;
  const thread = threadTs === null ? {} : { thread_ts: threadTs };
  return {
    type: 'block_actions',
    user: { id: userId, username: 'somebody', team_id: userTeamId ?? teamId },
    api_app_id: 'A0SANDBOX',
    container: {
      type: 'message',
      message_ts: ts,
      channel_id: channelId,
      is_ephemeral: isEphemeral,
      ...thread,
    },
    trigger_id: issueTriggerId(atMs, { userId, viewId: null }),
    team: { id: teamId, domain: 'sandbox' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channelId, name: 'on-call' },
    // Slack sends no message along where only one person sees it.
    ...(isEphemeral ? {} : { message: { type: 'message', ts, ...thread } }),
    response_url: issueResponseUrl({ slackUrl, channelId, userId, issuedAtMs: atMs, originalTs: ts }),
    actions: [
      {
        type: 'button',
        block_id: 'b1',
        action_id: actionId,
        text: { type: 'plain_text', text: actionId },
        action_ts: String(atMs / 1_000),
        ...(value === undefined ? {} : { value }),
      },
    ],
  };
}
