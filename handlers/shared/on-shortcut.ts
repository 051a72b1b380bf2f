import type { App } from '@slack/bolt';
import type { Handling } from './handling.ts';
import { handle, type Interaction } from './interaction.ts';
import {
  globalShortcutPayload,
  messageShortcutPayload,
  whoOf,
  type GlobalShortcutPayload,
  type MessageShortcutPayload,
} from './payloads.ts';

/** Lets `work` answer a shortcut that belongs to no message. */
export function onGlobalShortcut(
  app: App,
  handling: Handling,
  callbackId: string,
  work: (interaction: Interaction, shortcut: GlobalShortcutPayload) => Promise<void>,
): void {
  app.shortcut({ type: 'shortcut', callback_id: callbackId }, async ({ ack, body, client }) => {
    await ack();
    const shortcut = globalShortcutPayload.parse(body);
    const arrival = {
      name: callbackId,
      key: shortcut.trigger_id,
      asker: { surface: 'shortcut', ...whoOf(shortcut), channelId: null },
      thread: null,
      responseUrl: null,
      client,
    } as const;
    // Not in turn: a modal must open within three seconds.
    await handling.inFlight.track(handle(handling, arrival, (interaction) => work(interaction, shortcut)));
  });
}

/** Lets `work` answer a shortcut on a message, in the message's thread. */
export function onMessageShortcut(
  app: App,
  handling: Handling,
  callbackId: string,
  work: (interaction: Interaction, shortcut: MessageShortcutPayload) => Promise<void>,
): void {
  app.shortcut({ type: 'message_action', callback_id: callbackId }, async ({ ack, body, client }) => {
    await ack();
    await handling.inFlight.start(async () => {
      const shortcut = messageShortcutPayload.parse(body);
      const { channel, message } = shortcut;
      const arrival = {
        name: callbackId,
        key: shortcut.trigger_id,
        asker: { surface: 'shortcut', ...whoOf(shortcut), channelId: channel.id },
        thread: { ts: message.thread_ts ?? message.ts, isActive: message.thread_ts !== undefined },
        responseUrl: shortcut.response_url,
        client,
      } as const;
      await handle(handling, arrival, (interaction) => work(interaction, shortcut));
    });
  });
}
