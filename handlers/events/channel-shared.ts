import type { HandlerEntry } from '../shared/entry.ts';
import { channelSharedPayload } from '../shared/payloads.ts';

const EVENT = 'channel_shared';

/** More are not open at once. */
const MOST_INCIDENTS = 1_000;

/**
 * A channel is shared with another organization from now on: its digests are paused, and it is told why; its incidents are not told there any
 * more, and whoever leads them is told so. Nobody did this to the bot.
 */
export const channelShared: HandlerEntry = {
  kind: 'event',
  id: EVENT,
  register(app, handling) {
    const { subscriptions, pauseShared } = handling.digesting;
    const { incidents, publish } = handling.incidents;
    app.event(EVENT, async ({ body }) => {
      const {
        event_id: key,
        event: { channel: channelId },
      } = channelSharedPayload.parse(body);
      // At once: whatever is posted from now on.
      handling.noteShared(channelId);
      await handling.inFlight.start(async () => {
        const requestId = handling.newRequestId();
        const log = handling.log.child({ requestId, interaction: EVENT });
        try {
          if (!(await handling.once.first(key))) return;
          const active = (await subscriptions.list(channelId)).filter(
            ({ status }) => status.kind === 'active',
          );
          for (const subscription of active) await pauseShared(subscription);
          const open = (await incidents.list('open', MOST_INCIDENTS)).filter(
            (incident) => incident.channelId === channelId,
          );
          await Promise.all(open.map(({ id }) => publish(id)));
          log.info({ channelId, paused: active.length, incidents: open.length }, 'a channel is shared now');
        } catch (error) {
          // Before it is posted, each digest, and each word of an incident, asks Slack anew whether the channel is shared.
          log.error(
            { err: error, channelId },
            'the digests and incidents of a shared channel could not be paused',
          );
          handling.reportError(error, { requestId, interaction: EVENT });
        }
      });
    });
  },
};
