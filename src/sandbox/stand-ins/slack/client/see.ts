import type { ClientMessage, ClientModal, ClientSurface, ClientView, Workspace } from '../client-api.ts';
import { withIds } from '../controls.ts';
import { contentTypeOf, withFileAddresses } from '../files.ts';
import {
  directIdOf,
  isArchived,
  isForeign,
  isMember,
  messagesFor,
  placeOf,
  roleOf,
  tombstonesIn,
  type Place,
} from '../places.ts';
import { openModals, type StoredView } from '../views.ts';
import type { SlackWorld, StoredMessage } from '../world.ts';

/** The workspace as all know it. */
export function seeWorkspace(world: SlackWorld): Workspace {
  const { settings, app, clock } = world;
  return {
    teamId: settings.teamId,
    botUserId: settings.botUserId,
    botName: app.name,
    users: settings.users.map((user) => ({
      id: user.id,
      name: user.name,
      role: roleOf(world, user),
      isForeign: isForeign(world, user),
    })),
    channels: settings.channels.map((channel) => {
      const { id, name, topic = '', isShared = false, isBotMember } = channel;
      const place = { kind: 'channel' as const, id, channel };
      return {
        id,
        name,
        topic,
        isShared,
        isArchived: isArchived(world, channel),
        isBotMember,
        memberIds: settings.users.map((user) => user.id).filter((userId) => isMember(world, place, userId)),
      };
    }),
    shortcuts: app.shortcuts,
    nowMs: clock(),
  };
}

/** All that one person sees. Throws where there is no such person. */
export function seeAs(world: SlackWorld, userId: string): ClientView {
  const direct = placeOf(world, directIdOf(userId));
  if (direct === null) throw new Error(`there is no person ${userId}`);
  const home = world.homes.get(userId);
  return {
    channels: world.settings.channels.flatMap((channel) => {
      const place = { kind: 'channel' as const, id: channel.id, channel };
      if (!isMember(world, place, userId)) return [];
      return [{ id: channel.id, messages: seenIn(world, place, userId) }];
    }),
    direct: {
      id: direct.id,
      messages: seenIn(world, direct, userId),
    },
    home: home === undefined ? null : surface(world, home),
    modals: openModals(world, userId).flatMap((modal) => seenModal(world, modal)),
  };
}

function seenIn(world: SlackWorld, place: Place, userId: string): readonly ClientMessage[] {
  return [
    ...messagesFor(world, place, userId).map((message) => seen(world, message)),
    ...tombstonesIn(world, place).map(tombstone),
  ].toSorted((one, other) => Number(one.ts) - Number(other.ts));
}

/** Of a deleted message, nothing is seen but that it was there. */
function tombstone({ ts, threadTs }: StoredMessage): ClientMessage {
  return {
    ts,
    threadTs,
    userId: null,
    isEphemeral: false,
    isEdited: false,
    isDeleted: true,
    isBroadcast: false,
    text: '',
    blocks: [],
    files: [],
  };
}

function seen(world: SlackWorld, message: StoredMessage): ClientMessage {
  const { ts, threadTs, userId, onlyFor, history, isBroadcast, text, blocks, fileIds } = message;
  return {
    ts,
    threadTs,
    userId,
    isEphemeral: onlyFor !== null,
    isEdited: history.length > 0,
    isDeleted: false,
    isBroadcast,
    text,
    blocks: drawable(world, blocks),
    files: fileIds.flatMap((fileId) => {
      const file = world.files.get(fileId);
      if (file === undefined) return [];
      const { id, name, title, altText, url } = file;
      return [{ id, name, title, isPicture: contentTypeOf(file).startsWith('image/'), altText, url }];
    }),
  };
}

function seenModal(world: SlackWorld, stored: StoredView): readonly ClientModal[] {
  const { view } = stored;
  if (view.type !== 'modal') return [];
  return [
    {
      ...surface(world, stored),
      title: view.title.text,
      submit: view.submit?.text ?? null,
      close: view.close?.text ?? null,
    },
  ];
}

function surface(world: SlackWorld, { id, view }: StoredView): ClientSurface {
  return { viewId: id, blocks: drawable(world, view.blocks) };
}

/** With the names that elements are pressed by, and the addresses of files. */
function drawable(world: SlackWorld, blocks: readonly unknown[]): readonly unknown[] {
  return withFileAddresses(world, withIds(blocks));
}
