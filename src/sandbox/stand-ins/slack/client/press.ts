import type { Outcome, PressRequest } from '../client-api.ts';
import { controlsIn } from '../controls.ts';
import { entered, withEntered } from '../entered.ts';
import { blockActionsPayload, type PressedIn } from '../interaction-payloads.ts';
import { messagesFor, placeOf } from '../places.ts';
import { viewOf } from '../views.ts';
import type { SlackWorld } from '../world.ts';
import { actorOf, outcomeOf, refusedWith, type ClientContext } from './context.ts';

/** A person has used an element: pressed a button, chosen an option … */
export async function press(context: ClientContext, request: PressRequest): Promise<Outcome> {
  const { world, delivery } = context;
  const actor = actorOf(context, request.user);
  if (actor === null) return refusedWith('user_not_found');
  const at = pressedIn(world, request);
  if (at === null) return refusedWith('This is not there any more.');
  const placed = controlsIn('view' in at ? at.view.view.blocks : at.message.blocks).find(
    ({ blockId, actionId }) => blockId === request.blockId && actionId === request.actionId,
  );
  if (placed === undefined) return refusedWith('This is not there any more.');
  const value = entered(placed.control, request.value ?? null);
  if (value === null) return refusedWith(`A ${placed.control.type} cannot hold this.`);
  if ('view' in at && placed.control.type !== 'button' && placed.control.type !== 'overflow') {
    at.view.entered = withEntered(at.view.entered, placed, value);
  }
  // The bot hears of other inputs when the modal is submitted.
  if (placed.input !== null && !placed.input.isDispatched) return { ok: true };
  const acknowledgement = await delivery.interaction(blockActionsPayload(actor, at, placed, value));
  return outcomeOf(acknowledgement, world.app.name);
}

function pressedIn(world: SlackWorld, { user, at }: PressRequest): PressedIn | null {
  if ('viewId' in at) {
    const view = viewOf(world, at.viewId);
    return view === null || view.userId !== user ? null : { view };
  }
  const place = placeOf(world, at.channel);
  if (place === null) return null;
  const message = messagesFor(world, place, user).find(({ ts }) => ts === at.messageTs);
  return message === undefined ? null : { message };
}
