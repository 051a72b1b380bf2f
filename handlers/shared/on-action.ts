import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Surface } from '../../src/diagnosis/diagnosis.ts';
import { updateModal } from '../../src/slack/modals.ts';
import { noticeModal } from '../../src/slack/notice-modal.ts';
import { carriedThread, type Thread } from '../../src/slack/thread.ts';
import type { Handling } from './handling.ts';
import { handle, type Arrival, type Interaction } from './interaction.ts';
import { actionPayload, whoOf, type ActionPayload } from './payloads.ts';
import { refuseAtHome } from './publish-home.ts';

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
    const arrival = {
      name: actionId,
      key: action.trigger_id,
      asker: { surface: surfaceOf(action), ...whoOf(action), channelId: action.channel?.id ?? null },
      thread: threadOf(action),
      responseUrl: action.response_url ?? null,
      ...ofView(handling, client, action),
      client,
    } as const;
    // Not in turn: a modal must open within three seconds of the press.
    await handling.inFlight.track(handle(handling, arrival, (interaction) => work(interaction, action)));
  });
}

function surfaceOf({ view }: ActionPayload): Surface {
  if (view === undefined) return 'action';
  return view.type === 'home' ? 'home' : 'modal';
}

/** In a view, answers and refusals stand where the button was. */
function ofView(
  handling: Handling,
  client: WebClient,
  { view, user, trigger_id: triggerId }: ActionPayload,
): Pick<Arrival, 'modal' | 'refuse'> {
  switch (view?.type) {
    case 'home':
      return { refuse: refuseAtHome(handling, client, user.id) };
    case 'modal':
      return {
        modal: { viewId: view.id, triggerId },
        async refuse(emoji, sentence, words) {
          const posting = { client, wait: handling.wait };
          await updateModal(posting, view.id, noticeModal(emoji, sentence, words));
        },
      };
    default:
      return {};
  }
}

/**
 * What only one person sees begins no thread, but may stand in one, or belong to one. The message that a thread hangs on stands in the channel:
 * Slack shows in the thread what is for one person only where they have it open.
 */
function threadOf({ message, container, actions: [{ block_id: blockId }] }: ActionPayload): Thread | null {
  const ts = message?.thread_ts ?? container?.thread_ts;
  if (ts !== undefined) return { ts, isActive: ts !== message?.ts };
  if (message !== undefined && container?.is_ephemeral !== true) return { ts: message.ts, isActive: false };
  return carriedThread(blockId ?? '');
}

/** Whether only one person sees the message that holds the button. */
export function isPrivate({ container }: ActionPayload): boolean {
  return container?.is_ephemeral === true;
}

/** What stands in the value of a button; throws where there is none, a mistake of ours. */
export function valueOf({ actions: [{ action_id: actionId, value }] }: ActionPayload): string {
  if (value === undefined) throw new Error(`the button ${actionId} came without a value`);
  return value;
}
