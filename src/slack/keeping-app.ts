import { App, type AppOptions, type ReceiverEvent } from '@slack/bolt';
import { z } from 'zod';
import { readIncidentMention, tellsSomething } from './incident-mention-text.ts';
import { ACKNOWLEDGE_WITHIN_MS } from './limits.ts';
import type { Wait } from './wait.ts';

const threadMention = z.object({
  event: z.object({ type: z.literal('app_mention'), thread_ts: z.string(), text: z.string() }),
});

/**
 * A Bolt app that acknowledges what somebody tells of an incident once it is kept, or in the last moment: were the process killed before, Slack
 * sends it again. Bolt itself acknowledges every event as it comes.
 */
export class KeepingApp extends App {
  readonly #wait: Wait;

  constructor(options: AppOptions, wait: Wait) {
    super(options);
    this.#wait = wait;
  }

  override async processEvent(event: ReceiverEvent): Promise<void> {
    if (!tellsOfIncident(event.body)) return super.processEvent(event);
    const kept = new AbortController();
    const processing = super.processEvent({ ...event, ack: async () => {} }).finally(() => kept.abort());
    await this.#wait(ACKNOWLEDGE_WITHIN_MS, kept.signal);
    await event.ack();
    await processing;
  }
}

function tellsOfIncident(body: unknown): boolean {
  const { success, data } = threadMention.safeParse(body);
  if (!success) return false;
  const mention = readIncidentMention(data.event.text.replaceAll(/<@[^>]*>/gu, ' '));
  return mention !== null && tellsSomething(mention);
}
