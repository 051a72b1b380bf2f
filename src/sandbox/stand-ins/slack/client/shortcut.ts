import type { Outcome, ShortcutRequest } from '../client-api.ts';
import { globalShortcutPayload, messageShortcutPayload } from '../interaction-payloads.ts';
import { isForeign, messagesFor, placeOf } from '../places.ts';
import type { SlackWorld, StoredMessage } from '../world.ts';
import { actorOf, outcomeOf, refusedWith, type ClientContext } from './context.ts';

/** A person has chosen a shortcut of the app, from the menu beside the composer or from that of a message. */
export async function shortcut(context: ClientContext, request: ShortcutRequest): Promise<Outcome> {
  const { world, delivery } = context;
  const actor = actorOf(context, request.user);
  if (actor === null) return refusedWith('user_not_found');
  const { callbackId } = request;
  const kind = request.message === undefined ? 'global' : 'message';
  const chosen = world.app.shortcuts.find((one) => one.callbackId === callbackId && one.kind === kind);
  // People of other organizations do not find it in their menus.
  if (chosen === undefined || isForeign(world, actor.user)) {
    return refusedWith('This shortcut is not available to you.');
  }
  if (request.message === undefined) {
    return outcomeOf(await delivery.interaction(globalShortcutPayload(actor, callbackId)), chosen.name);
  }
  const message = messageWithMenu(world, request.user, request.message);
  if (message === null) return refusedWith('This is not there any more.');
  const payload = messageShortcutPayload(actor, callbackId, message);
  return outcomeOf(await delivery.interaction(payload), chosen.name);
}

/** What only one person sees has no menu. */
function messageWithMenu(
  world: SlackWorld,
  userId: string,
  { channel, ts: wanted }: { readonly channel: string; readonly ts: string },
): StoredMessage | null {
  const place = placeOf(world, channel);
  if (place === null) return null;
  return (
    messagesFor(world, place, userId).find(({ ts, onlyFor }) => ts === wanted && onlyFor === null) ?? null
  );
}
