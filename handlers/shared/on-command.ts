import type { App } from '@slack/bolt';
import type { Handling } from './handling.ts';
import { handle, type Interaction } from './interaction.ts';
import { commandPayload, type CommandPayload } from './payloads.ts';

/** Lets `work` answer a slash command: acknowledged at once, and whatever goes wrong reaches the asker. */
export function onCommand(
  app: App,
  handling: Handling,
  name: string,
  work: (interaction: Interaction, command: CommandPayload) => Promise<void>,
): void {
  app.command(name, async ({ ack, body, client }) => {
    await ack();
    await handling.inFlight.start(async () => {
      const command = commandPayload.parse(body);
      const { user_id: userId, team_id: teamId, channel_id: channelId } = command;
      const arrival = {
        name,
        key: command.trigger_id,
        asker: { surface: 'command', userId, teamId, channelId },
        thread: null,
        responseUrl: command.response_url,
        client,
      } as const;
      await handle(handling, arrival, (interaction) => work(interaction, command));
    });
  });
}
