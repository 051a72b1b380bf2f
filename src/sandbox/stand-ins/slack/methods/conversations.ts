import { directIdOf, isArchived, placeOf, userOf } from '../places.ts';
import type { SlackChannel, SlackUser } from '../settings.ts';
import type { SlackWorld } from '../world.ts';
import { refused, type Answer, type Params, type SlackMethods } from './method.ts';

export const CONVERSATION_METHODS: SlackMethods = {
  'conversations.info': {
    token: 'bot',
    scope: 'channels:read',
    scopeFor(world, { channel = '' }) {
      const place = placeOf(world, channel);
      if (place?.kind === 'direct') return 'im:read';
      return place?.channel.isPrivate === true ? 'groups:read' : 'channels:read';
    },
    answer(world, { channel: id = '' }) {
      const place = id.startsWith('U') ? null : placeOf(world, id);
      if (place === null) return refused('channel_not_found');
      if (place.kind === 'direct') return { ok: true, channel: directInfo(place.user) };
      const { isPrivate = false, isBotMember } = place.channel;
      return isPrivate && !isBotMember
        ? refused('channel_not_found')
        : { ok: true, channel: channelInfo(world, place.channel) };
    },
  },

  'conversations.open': { token: 'bot', scope: 'im:write', answer: open },
};

function open(world: SlackWorld, { users = '', channel }: Params): Answer {
  if (channel !== undefined) {
    const place = placeOf(world, channel);
    return place?.kind === 'direct' ? { ok: true, channel: { id: place.id } } : refused('channel_not_found');
  }
  if (users === '') return refused('users_list_not_supplied');
  // A conversation with several people wants another scope (mpim:write), which the app does not ask for.
  if (users.includes(',')) return { ...refused('missing_scope'), needed: 'mpim:write' };
  if (users === world.settings.botUserId) return refused('cannot_dm_bot');
  const user = userOf(world, users);
  return user === null ? refused('user_not_found') : { ok: true, channel: { id: directIdOf(user.id) } };
}

function channelInfo(world: SlackWorld, channel: SlackChannel): object {
  const {
    id,
    name,
    topic = '',
    isBotMember,
    isPrivate = false,
    isShared = false,
    isPendingShared = false,
  } = channel;
  return {
    id,
    name,
    is_channel: !isPrivate,
    is_group: isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: isPrivate,
    is_archived: isArchived(world, channel),
    is_member: isBotMember,
    is_shared: isShared,
    is_ext_shared: isShared,
    is_pending_ext_shared: isPendingShared,
    topic: { value: topic },
  };
}

function directInfo({ id }: SlackUser): object {
  return { id: directIdOf(id), is_im: true, is_archived: false, user: id };
}
