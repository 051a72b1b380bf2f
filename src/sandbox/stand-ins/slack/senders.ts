import { createHmac } from 'node:crypto';

/** Where the bot takes Slack's requests, and the secret that it knows them by. */
export interface BotAddress {
  /** As `http://127.0.0.1:3000/slack/events`. */
  readonly eventsUrl: string;
  readonly signingSecret: string;
}

/** Sends a slash command as Slack does: signed, with the real time, for the bot refuses what is older than five minutes. */
export function signedCommand(bot: BotAddress, payload: Record<string, string>): Promise<Response> {
  return sendSigned(bot, new URLSearchParams(payload));
}

/** Sends a pressed button as Slack does. */
export function signedAction(bot: BotAddress, payload: object): Promise<Response> {
  return sendSigned(bot, new URLSearchParams({ payload: JSON.stringify(payload) }));
}

function sendSigned({ eventsUrl, signingSecret }: BotAddress, form: URLSearchParams): Promise<Response> {
  const body = form.toString();
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return fetch(eventsUrl, {
    method: 'POST',
    headers: {
      // Exactly this: Bolt refuses it with a charset behind.
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  });
}
