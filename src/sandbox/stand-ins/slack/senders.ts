import { createHmac } from 'node:crypto';

/** Where the bot takes Slack's requests, and the secret that it knows them by. */
export interface BotAddress {
  /** As `http://127.0.0.1:3000/slack/events`. */
  readonly eventsUrl: string;
  readonly signingSecret: string;
}

/** A request as Slack makes it, ready to be posted. */
export interface SignedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends a slash command as Slack does: signed, with the real time, for the bot refuses what is older than five minutes. */
export function signedCommand(bot: BotAddress, payload: Record<string, string>): Promise<Response> {
  return send(commandRequest(bot, payload));
}

/** Sends a pressed button as Slack does. */
export function signedAction(bot: BotAddress, payload: object): Promise<Response> {
  return send(sign(bot, new URLSearchParams({ payload: JSON.stringify(payload) })));
}

/** A slash command, for whoever sends it in a way of their own. */
export function commandRequest(bot: BotAddress, payload: Record<string, string>): SignedRequest {
  return sign(bot, new URLSearchParams(payload));
}

function sign({ eventsUrl, signingSecret }: BotAddress, form: URLSearchParams): SignedRequest {
  const body = form.toString();
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    url: eventsUrl,
    headers: {
      // Exactly this: Bolt refuses it with a charset behind.
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  };
}

function send({ url, headers, body }: SignedRequest): Promise<Response> {
  return fetch(url, { method: 'POST', headers, body });
}
