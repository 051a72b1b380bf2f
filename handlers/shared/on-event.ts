import type { App } from '@slack/bolt';
import { unescapeText } from '../../src/slack/escape.ts';
import type { Handling } from './handling.ts';
import { handle, type Interaction } from './interaction.ts';
import { homeOpenedPayload, mentionPayload } from './payloads.ts';
import { refuseAtHome } from './publish-home.ts';

/**
 * Lets `work` answer a mention of the bot, in the thread that it stands in or begins. Bolt acknowledges events by itself: see
 * `src/slack/keeping-app.ts`. Whether Slack has sent it again is for `work` to ask, by `eventId`.
 * @param event the type, as Slack names it
 */
export function onMention(
  app: App,
  handling: Handling,
  event: 'app_mention',
  work: (interaction: Interaction, text: string, eventId: string) => Promise<void>,
): void {
  app.event(event, async ({ body, client }) => {
    await handling.inFlight.start(async () => {
      const { event_id: eventId, team_id: teamId, event: said } = mentionPayload.parse(body);
      if (said.user === undefined) {
        handling.log.info({ channelId: said.channel }, 'mentioned by an app: nobody to answer');
        return;
      }
      const { userId: botUserId } = await handling.identity();
      const arrival = {
        name: event,
        key: null,
        asker: {
          surface: 'mention',
          userId: said.user,
          teamId: said.team ?? teamId ?? null,
          channelId: said.channel,
        },
        thread: { ts: said.thread_ts ?? said.ts, isActive: said.thread_ts !== undefined },
        responseUrl: null,
        client,
      } as const;
      const text = said.text.replaceAll(new RegExp(`<@${botUserId}(?:\\|[^>]*)?>`, 'gu'), ' ');
      await handle(handling, arrival, (interaction) => work(interaction, unescapeText(text), eventId));
    });
  });
}

/** Lets `work` answer somebody who opens the app's home. */
export function onHomeOpened(
  app: App,
  handling: Handling,
  work: (interaction: Interaction) => Promise<void>,
): void {
  app.event('app_home_opened', async ({ body, client }) => {
    const { team_id: teamId, event } = homeOpenedPayload.parse(body);
    if (event.tab !== 'home') return;
    const arrival = {
      name: 'app_home_opened',
      // Drawing it twice does no harm.
      key: null,
      asker: { surface: 'home', userId: event.user, teamId: teamId ?? null, channelId: null },
      thread: null,
      responseUrl: null,
      refuse: refuseAtHome(handling, client, event.user),
      client,
    } as const;
    await handling.inFlight.track(handle(handling, arrival, work));
  });
}
