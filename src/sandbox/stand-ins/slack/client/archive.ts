import type { ArchiveRequest, Outcome } from '../client-api.ts';
import { isMember, placeOf, roleOf, userOf } from '../places.ts';
import { refusedWith, type ClientContext } from './context.ts';

/** A person has archived a channel, or taken it out of the archive. The bot learns of it when it writes there. */
export async function archive(
  { world }: ClientContext,
  { user: userId, channel, isArchived }: ArchiveRequest,
): Promise<Outcome> {
  const user = userOf(world, userId);
  const place = placeOf(world, channel);
  if (user === null || place?.kind !== 'channel' || !isMember(world, place, userId)) {
    return refusedWith('channel_not_found');
  }
  if (roleOf(world, user) !== 'engineer') return refusedWith('restricted_action');
  world.archiving.set(channel, isArchived);
  return { ok: true };
}
