import { createHmac } from 'node:crypto';

/** Exactly this: Bolt refuses it with a charset behind. */
const FORM = 'application/x-www-form-urlencoded';

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

/** Which try of an event this is, after the first one failed. */
export interface Retry {
  readonly number: number;
  readonly reason: 'http_timeout' | 'http_error' | 'connection_failed';
}

/** Sends a slash command as Slack does: signed, with the real time, for the bot refuses what is older than five minutes. */
export function signedCommand(bot: BotAddress, payload: Record<string, string>): Promise<Response> {
  return post(commandRequest(bot, payload));
}

/** Sends what somebody did in a message, a modal or a menu as Slack does. */
export function signedAction(bot: BotAddress, payload: object): Promise<Response> {
  return post(interactionRequest(bot, payload));
}

/** A slash command, for whoever sends it in a way of their own. */
export function commandRequest(bot: BotAddress, payload: Record<string, string>): SignedRequest {
  return sign(bot, FORM, new URLSearchParams(payload).toString());
}

/** A pressed button, a shortcut, a modal …, for whoever sends it in a way of their own. */
export function interactionRequest(bot: BotAddress, payload: object): SignedRequest {
  return sign(bot, FORM, new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
}

/** An event, for whoever sends it in a way of their own. @param retry null: it is the first try */
export function eventRequest(bot: BotAddress, payload: object, retry: Retry | null): SignedRequest {
  const request = sign(bot, 'application/json', JSON.stringify(payload));
  if (retry === null) return request;
  const { number, reason } = retry;
  return {
    ...request,
    headers: { ...request.headers, 'x-slack-retry-num': String(number), 'x-slack-retry-reason': reason },
  };
}

function sign({ eventsUrl, signingSecret }: BotAddress, contentType: string, body: string): SignedRequest {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    url: eventsUrl,
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  };
}

/** @param signal gives up waiting for the answer */
export function post({ url, headers, body }: SignedRequest, signal?: AbortSignal): Promise<Response> {
  return fetch(url, { method: 'POST', headers, body, ...(signal === undefined ? {} : { signal }) });
}
