import type { App } from '@slack/bolt';
import type { Handling } from './handling.ts';
import { handle, type Interaction } from './interaction.ts';
import { actionPayload, type ActionPayload } from './payloads.ts';

/** Lets `work` answer a button or a select, the same way. The answer goes into the thread of the message that holds it. */
export function onAction(
  app: App,
  handling: Handling,
  actionId: string,
  work: (interaction: Interaction, action: ActionPayload) => Promise<void>,
): void {
  app.action(actionId, async ({ ack, body, client }) => {
    await ack();
    const action = actionPayload.parse(body);
    const { user, team, channel, container, message } = action;
    const isEphemeral = container?.is_ephemeral === true;
    const arrival = {
      name: actionId,
      key: action.trigger_id,
      asker: {
        surface: action.view?.type === 'home' ? 'home' : 'action',
        userId: user.id,
        teamId: user.team_id ?? team?.id ?? null,
        channelId: channel?.id ?? null,
      },
      // What only one person sees begins no thread, but may stand in one.
      threadTs: message?.thread_ts ?? container?.thread_ts ?? (isEphemeral ? null : (message?.ts ?? null)),
      responseUrl: action.response_url ?? null,
      client,
    } as const;
    // Not in turn: a modal must open within three seconds of the press.
    await handling.inFlight.track(handle(handling, arrival, (interaction) => work(interaction, action)));
  });
}

/** What stands in the value of a button; throws where there is none, a mistake of ours. */
export function valueOf({ actions: [{ action_id: actionId, value }] }: ActionPayload): string {
  if (value === undefined) throw new Error(`the button ${actionId} came without a value`);
  return value;
}
