import type { ClientMessage, ClientView, Workspace } from '../../stand-ins/slack/client-api.ts';

/** What is open in the middle of the page. */
export type Place =
  | { readonly kind: 'channel'; readonly id: string }
  | { readonly kind: 'app'; readonly tab: 'home' | 'messages' };

/** A conversation with its messages, as one person sees it. */
export interface Conversation {
  readonly id: string;
  /** "#on-call", or the bot's name. */
  readonly name: string;
  readonly topic: string | null;
  readonly messages: readonly ClientMessage[];
}

/** The wished place; where this person does not see it, the first channel of theirs, else the app. */
export function placeFor(wished: Place | null, view: ClientView): Place {
  if (wished?.kind === 'app') return wished;
  const channel = view.channels.find(({ id }) => id === wished?.id) ?? view.channels[0];
  return channel === undefined ? { kind: 'app', tab: 'messages' } : { kind: 'channel', id: channel.id };
}

/** @returns the conversation at a place; behind the app's home, the one with the app. Its topic is null where it has none */
export function conversationAt(place: Place, view: ClientView, workspace: Workspace): Conversation {
  const id = place.kind === 'channel' ? place.id : view.direct.id;
  const channel = workspace.channels.find((one) => one.id === id);
  const messages = view.channels.find((one) => one.id === id)?.messages ?? view.direct.messages;
  return channel === undefined
    ? { id, name: workspace.botName, topic: null, messages }
    : { id, name: `#${channel.name}`, topic: channel.topic, messages };
}
