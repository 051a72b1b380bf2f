import { setTimeout as pause } from 'node:timers/promises';
import type { SlackEvent } from '../event-payloads.ts';
import { eventPayload } from '../event-payloads.ts';
import {
  commandRequest,
  eventRequest,
  interactionRequest,
  post,
  type BotAddress,
  type Retry,
  type SignedRequest,
} from '../senders.ts';
import type { SlackWorld } from '../world.ts';

/** How long Slack waits for an acknowledgement. */
const ACKNOWLEDGE_WITHIN_MS = 3_000;

/** When Slack sends an event again that was not acknowledged. */
const RETRIES_AFTER_MS = [0, 60_000, 300_000] as const;

/** What the bot answered, or what Slack calls it that it did not. */
export type Acknowledgement =
  | { readonly ok: true; readonly body: string }
  | {
      readonly ok: false;
      readonly error: 'operation_timeout' | 'dispatch_failed' | `http_service_error (${number})`;
      readonly mayRetry: boolean;
    };

export interface DeliverySettings {
  readonly world: SlackWorld;
  /** null: no app is connected yet. */
  readonly bot: BotAddress | null;
  /** Left out: 3 s, as Slack has it. */
  readonly acknowledgeWithinMs?: number;
  /** Waits before an event is sent again. Left out: real time, which keeps no process alive. */
  readonly wait?: (durationMs: number) => Promise<unknown>;
}

type Sent =
  | { readonly kind: 'command'; readonly payload: Record<string, string> }
  | { readonly kind: 'interaction'; readonly payload: object }
  | { readonly kind: 'event'; readonly payload: object; readonly retries: number };

/** Brings Slack's requests to the bot. */
export interface Delivery {
  connect(bot: BotAddress): void;
  command(payload: Record<string, string>): Promise<Acknowledgement>;
  interaction(payload: object): Promise<Acknowledgement>;
  /** Sends it if the app has subscribed to it. Resolves after the first try; further ones follow by themselves. */
  event(event: SlackEvent): Promise<void>;
  /** Sends the last request again, as Slack does where it believes that it was not received. */
  again(): Promise<Acknowledgement>;
}

export function createDelivery(settings: DeliverySettings): Delivery {
  const { world, acknowledgeWithinMs = ACKNOWLEDGE_WITHIN_MS } = settings;
  const wait = settings.wait ?? ((durationMs: number) => pause(durationMs, undefined, { ref: false }));
  let { bot } = settings;
  let last: Sent | null = null;

  const deliver = async (make: (bot: BotAddress) => SignedRequest): Promise<Acknowledgement> =>
    bot === null
      ? { ok: false, error: 'dispatch_failed', mayRetry: false }
      : acknowledged(make(bot), acknowledgeWithinMs);

  const send = (sent: Sent, retry: Retry | null = null): Promise<Acknowledgement> => {
    last = sent;
    return deliver((to) => {
      if (sent.kind === 'command') return commandRequest(to, sent.payload);
      return sent.kind === 'interaction'
        ? interactionRequest(to, sent.payload)
        : eventRequest(to, sent.payload, retry);
    });
  };

  const retryEvent = async (payload: object, first: Acknowledgement): Promise<void> => {
    let failed = first;
    for (const [index, delayMs] of RETRIES_AFTER_MS.entries()) {
      if (failed.ok || !failed.mayRetry) return;
      await wait(delayMs);
      const number = index + 1;
      failed = await send(
        { kind: 'event', payload, retries: number },
        { number, reason: reasonOf(failed.error) },
      );
    }
  };

  return {
    connect(address) {
      bot = address;
    },
    command: (payload) => send({ kind: 'command', payload }),
    interaction: (payload) => send({ kind: 'interaction', payload }),
    async event(event) {
      if (!world.app.events.includes(event.channel_type === 'im' ? 'message.im' : event.type)) return;
      const payload = eventPayload(world, event);
      const answer = await send({ kind: 'event', payload, retries: 0 });
      // Whoever did it does not wait for this: in Slack, nobody learns that an event was not taken.
      void retryEvent(payload, answer);
    },
    async again() {
      if (last === null) throw new Error('nothing has been sent that could be sent again');
      if (last.kind !== 'event') return send(last);
      const number = last.retries + 1;
      return send({ ...last, retries: number }, { number, reason: 'http_timeout' });
    },
  };
}

async function acknowledged(request: SignedRequest, withinMs: number): Promise<Acknowledgement> {
  try {
    const response = await post(request, AbortSignal.timeout(withinMs));
    const body = await response.text();
    if (response.status === 200) return { ok: true, body };
    const mayRetry = response.headers.get('x-slack-no-retry') !== '1';
    return { ok: false, error: `http_service_error (${response.status})`, mayRetry };
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError';
    return { ok: false, error: isLate ? 'operation_timeout' : 'dispatch_failed', mayRetry: true };
  }
}

function reasonOf(error: string): Retry['reason'] {
  if (error === 'operation_timeout') return 'http_timeout';
  return error === 'dispatch_failed' ? 'connection_failed' : 'http_error';
}
