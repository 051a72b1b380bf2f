import { controlsIn, type PlacedControl } from './controls.ts';
import { stateOf, withEntered, type EnteredValue } from './entered.ts';
import { messagePayload, threadOf } from './message-payload.ts';
import { placeOf } from './places.ts';
import { issueResponseUrl } from './response-urls.ts';
import type { SlackUser } from './settings.ts';
import { issueTriggerId } from './triggers.ts';
import { viewPayload, type StoredView } from './views.ts';
import type { SlackWorld, StoredMessage } from './world.ts';

/** Who does something in a world, and where the stand-in of Slack is. */
export interface Actor {
  readonly world: SlackWorld;
  readonly slackUrl: string;
  readonly user: SlackUser;
}

/** Where a pressed element stands. */
export type PressedIn = { readonly message: StoredMessage } | { readonly view: StoredView };

/** What Slack sends when somebody uses an element of a message, a modal or the home. */
export function blockActionsPayload(
  actor: Actor,
  at: PressedIn,
  placed: PlacedControl,
  value: EnteredValue,
): object {
  const { world } = actor;
  const action = {
    ...value,
    block_id: placed.blockId,
    action_id: placed.actionId,
    action_ts: secondsOf(world),
  };
  if ('view' in at) {
    const { view } = at;
    return {
      type: 'block_actions',
      ...origin(actor),
      container: { type: 'view', view_id: view.id },
      trigger_id: triggerOf(actor, view),
      view: viewPayload(world, view),
      actions: [action],
    };
  }
  const { message } = at;
  const isEphemeral = message.onlyFor !== null;
  const threadTs = threadOf(world, message);
  return {
    type: 'block_actions',
    ...origin(actor),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: isEphemeral,
      ...(threadTs === null ? {} : { thread_ts: threadTs }),
    },
    trigger_id: triggerOf(actor, null),
    channel: channelPayload(world, message.channel),
    // Slack sends no message along where only one person sees it.
    ...(isEphemeral ? {} : { message: messagePayload(world, message) }),
    state: { values: stateOf(controlsIn(message.blocks), withEntered({}, placed, value)) },
    response_url: responseUrlOf(actor, message.channel, message.ts),
    actions: [action],
  };
}

/** What Slack sends for a shortcut from the menu beside the composer. */
export function globalShortcutPayload(actor: Actor, callbackId: string): object {
  return {
    type: 'shortcut',
    ...origin(actor),
    callback_id: callbackId,
    action_ts: secondsOf(actor.world),
    trigger_id: triggerOf(actor, null),
  };
}

/** What Slack sends for a shortcut from the menu of a message. It carries that message: no scope is needed to read it. */
export function messageShortcutPayload(actor: Actor, callbackId: string, message: StoredMessage): object {
  const { world } = actor;
  return {
    type: 'message_action',
    ...origin(actor),
    callback_id: callbackId,
    action_ts: secondsOf(world),
    trigger_id: triggerOf(actor, null),
    channel: channelPayload(world, message.channel),
    message_ts: message.ts,
    message: messagePayload(world, message),
    response_url: responseUrlOf(actor, message.channel),
  };
}

/** What Slack sends when somebody types into a select whose options the bot knows. */
export function blockSuggestionPayload(
  actor: Actor,
  view: StoredView,
  { blockId, actionId }: PlacedControl,
  typed: string,
): object {
  return {
    type: 'block_suggestion',
    ...origin(actor),
    container: { type: 'view', view_id: view.id },
    block_id: blockId,
    action_id: actionId,
    value: typed,
    view: viewPayload(actor.world, view),
  };
}

/** What Slack sends for a submitted modal, with an address to answer to for each conversation that was chosen for that. */
export function viewSubmissionPayload(actor: Actor, view: StoredView): object {
  return {
    type: 'view_submission',
    ...origin(actor),
    trigger_id: triggerOf(actor, view),
    view: viewPayload(actor.world, view),
    response_urls: responseUrlsOf(actor, view),
  };
}

/** What Slack sends for a modal that was closed, where the modal asks for that. */
export function viewClosedPayload(actor: Actor, view: StoredView, isCleared: boolean): object {
  return {
    type: 'view_closed',
    ...origin(actor),
    view: viewPayload(actor.world, view),
    is_cleared: isCleared,
  };
}

/** Of a person of another organization, `team` is still the workspace that the app is installed in. */
function origin({ world: { settings }, user }: Actor): object {
  return {
    token: 'sandbox',
    api_app_id: 'A0SANDBOX',
    team: { id: settings.teamId, domain: 'sandbox' },
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
    enterprise: settings.enterpriseId == null ? null : { id: settings.enterpriseId, name: 'Sandbox' },
    is_enterprise_install: false,
  };
}

function channelPayload(world: SlackWorld, id: string): object {
  const place = placeOf(world, id);
  return { id, name: place?.kind === 'channel' ? place.channel.name : 'directmessage' };
}

function triggerOf({ world, user }: Actor, view: StoredView | null): string {
  const viewId = view?.view.type === 'modal' ? view.id : null;
  return issueTriggerId(world.clock(), { userId: user.id, viewId });
}

function responseUrlOf({ world, slackUrl, user }: Actor, channelId: string, originalTs?: string): string {
  return issueResponseUrl({
    slackUrl,
    channelId,
    userId: user.id,
    issuedAtMs: world.clock(),
    ...(originalTs === undefined ? {} : { originalTs }),
  });
}

function responseUrlsOf(actor: Actor, { view, entered: values }: StoredView): readonly object[] {
  return controlsIn(view.blocks).flatMap(({ blockId, actionId, control }) => {
    if (control.type !== 'conversations_select' || control.response_url_enabled !== true) return [];
    const chosen = values[blockId]?.[actionId]?.['selected_conversation'];
    if (typeof chosen !== 'string') return [];
    return [
      {
        block_id: blockId,
        action_id: actionId,
        channel_id: chosen,
        response_url: responseUrlOf(actor, chosen),
      },
    ];
  });
}

function secondsOf({ clock }: SlackWorld): string {
  return (clock() / 1_000).toFixed(6);
}
