import { isArchived, placeOf, type Place } from '../places.ts';
import type { SlackWorld } from '../world.ts';
import { refused, type ErrorAnswer } from './method.ts';

/** Where the bot may read what people write. @param id of a channel or of a direct conversation */
export function placeToRead(world: SlackWorld, id: string): Place | ErrorAnswer {
  const place = id.startsWith('U') ? null : placeOf(world, id);
  if (place === null) return refused('channel_not_found');
  if (place.kind === 'direct' || place.channel.isBotMember) return place;
  return refused(place.channel.isPrivate === true ? 'channel_not_found' : 'not_in_channel');
}

/**
 * Where the bot may write.
 * @param id of a channel, of a direct conversation, or of a person
 */
export function placeToWrite(world: SlackWorld, id: string): Place | ErrorAnswer {
  const place = placeOf(world, id);
  if (place === null) return refused('channel_not_found');
  if (place.kind === 'direct') {
    return world.app.messagesTab === 'disabled' ? refused('messages_tab_disabled') : place;
  }
  const { isBotMember, isPrivate = false } = place.channel;
  // As Slack does: what the bot is not in and is private does not exist for it.
  if (!isBotMember && isPrivate) return refused('channel_not_found');
  if (isArchived(world, place.channel)) return refused('is_archived');
  return isBotMember ? place : refused('not_in_channel');
}
