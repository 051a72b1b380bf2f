import type { Outcome } from '../client-api.ts';
import { viewClosedPayload } from '../interaction-payloads.ts';
import { closeModals, openModals } from '../views.ts';
import { actorOf, outcomeOf, refusedWith, type ClientContext } from './context.ts';

/** A person has closed the modal on top, without submitting it. */
export async function close(
  context: ClientContext,
  { user, viewId }: { readonly user: string; readonly viewId: string },
): Promise<Outcome> {
  const { world, delivery } = context;
  const actor = actorOf(context, user);
  const top = openModals(world, user).at(-1);
  if (actor === null || top === undefined || top.id !== viewId || top.view.type !== 'modal') {
    return refusedWith('This is not there any more.');
  }
  const { notify_on_close: isNotified = false, clear_on_close: isCleared = false } = top.view;
  if (isCleared) closeModals(world, user);
  else top.isOpen = false;
  if (!isNotified) return { ok: true };
  return outcomeOf(await delivery.interaction(viewClosedPayload(actor, top, isCleared)), world.app.name);
}
