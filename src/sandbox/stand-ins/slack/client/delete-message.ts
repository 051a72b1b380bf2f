import type { DeleteRequest, Outcome } from '../client-api.ts';
import { messagesFor, placeOf, roleOf, userOf } from '../places.ts';
import { refusedWith, type ClientContext } from './context.ts';

/** A person has deleted a message: one of their own, or, who administers the workspace, one of the bot. Nobody tells the bot. */
export async function deleteMessage(
  { world }: ClientContext,
  { user: userId, channel, ts: wanted }: DeleteRequest,
): Promise<Outcome> {
  const user = userOf(world, userId);
  const place = placeOf(world, channel);
  if (user === null || place === null) return refusedWith('channel_not_found');
  const message = messagesFor(world, place, userId).find(
    ({ ts, onlyFor }) => ts === wanted && onlyFor === null,
  );
  if (message === undefined) return refusedWith('This is not there any more.');
  const isTheirs =
    message.userId === userId || (message.userId === null && roleOf(world, user) === 'engineer');
  if (!isTheirs) return refusedWith('cant_delete_message');
  message.isDeleted = true;
  return { ok: true };
}
