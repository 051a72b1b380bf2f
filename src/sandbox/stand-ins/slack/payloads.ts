import { randomUUID } from 'node:crypto';
import { issueResponseUrl } from './response-urls.ts';

/** Who does something, and where. */
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
  doer: Doer,
  { command, text }: { readonly command: string; readonly text: string },
): Record<string, string> {
  const { slackUrl, teamId, userId, channelId, atMs = Date.now() } = doer;
  return {
    command,
    text,
    team_id: teamId,
    team_domain: 'sandbox',
    channel_id: channelId,
    channel_name: channelId.startsWith('D') ? 'directmessage' : 'on-call',
    user_id: userId,
    user_name: 'somebody',
    api_app_id: 'A0SANDBOX',
    is_enterprise_install: 'false',
    response_url: issueResponseUrl({ slackUrl, channelId, userId, issuedAtMs: atMs }),
    trigger_id: issueTriggerId(atMs),
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

/** What Slack sends for a pressed button. */
export function buttonPayload(doer: Doer, { actionId, value, message, userTeamId }: ButtonPress): object {
  const { slackUrl, teamId, userId, channelId, atMs = Date.now() } = doer;
  const { ts, threadTs = null, isEphemeral = false } = message;
  return {
    type: 'block_actions',
    user: { id: userId, username: 'somebody', team_id: userTeamId ?? teamId },
    api_app_id: 'A0SANDBOX',
    container: { type: 'message', message_ts: ts, channel_id: channelId, is_ephemeral: isEphemeral },
    trigger_id: issueTriggerId(atMs),
    team: { id: teamId, domain: 'sandbox' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channelId, name: 'on-call' },
    // Slack sends no message along where only one person sees it.
    ...(isEphemeral
      ? {}
      : { message: { type: 'message', ts, ...(threadTs === null ? {} : { thread_ts: threadTs }) } }),
    response_url: issueResponseUrl({ slackUrl, channelId, userId, issuedAtMs: atMs }),
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

/** Carries its birth, so that the stand-in knows when it expires. */
function issueTriggerId(atMs: number): string {
  return `${atMs}.${randomUUID()}`;
}
