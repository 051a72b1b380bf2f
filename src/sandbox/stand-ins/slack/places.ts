import type { SlackChannel, SlackUser } from './settings.ts';
import type { SlackWorld, StoredMessage } from './world.ts';

/** A place where messages stand: a channel, or the conversation of the bot with one person. */
export type Place =
  | { readonly kind: 'channel'; readonly id: string; readonly channel: SlackChannel }
  | { readonly kind: 'direct'; readonly id: string; readonly user: SlackUser };

/** The conversation of the bot with this person: named after them, so that every process finds the same. */
export function directIdOf(userId: string): string {
  return `D${userId.slice(1)}`;
}

/** @param id of a channel, of a direct conversation, or of a person: then it is the conversation with them */
export function placeOf({ settings }: SlackWorld, id: string): Place | null {
  const channel = settings.channels.find((one) => one.id === id);
  if (channel !== undefined) return { kind: 'channel', id, channel };
  const user = settings.users.find((one) => one.id === id || directIdOf(one.id) === id);
  return user === undefined ? null : { kind: 'direct', id: directIdOf(user.id), user };
}

export function userOf({ settings }: SlackWorld, id: string): SlackUser | null {
  return settings.users.find((user) => user.id === id) ?? null;
}

/** Of another organization. */
export function isForeign({ settings }: SlackWorld, { teamId }: SlackUser): boolean {
  return teamId !== settings.teamId;
}

export function roleOf(world: SlackWorld, user: SlackUser): NonNullable<SlackUser['role']> {
  return user.role ?? (isForeign(world, user) ? 'outsider' : 'engineer');
}

/** Whether this person is in it, and so sees what stands there. People of other organizations are in shared channels only. */
export function isMember(world: SlackWorld, place: Place, userId: string): boolean {
  if (place.kind === 'direct') return place.user.id === userId;
  const { memberIds, isShared = false } = place.channel;
  const user = userOf(world, userId);
  if (user !== null && isForeign(world, user) && !isShared) return false;
  return memberIds?.includes(userId) ?? true;
}

export function isArchived(
  { archiving }: SlackWorld,
  { id, isArchived: wasArchived = false }: SlackChannel,
): boolean {
  return archiving.get(id) ?? wasArchived;
}

/** What one person sees of a place, oldest first. */
export function messagesFor(world: SlackWorld, place: Place, userId: string): readonly StoredMessage[] {
  if (!isMember(world, place, userId)) return [];
  return world.messages.filter(
    ({ channel, onlyFor, isDeleted }) =>
      channel === place.id && !isDeleted && (onlyFor === null || onlyFor === userId),
  );
}

/** Deleted messages that there are answers to, oldest first: all in the place see that something was there. */
export function tombstonesIn({ messages }: SlackWorld, { id }: Place): readonly StoredMessage[] {
  return messages.filter(
    (message) => message.channel === id && message.isDeleted && hasAnswers(messages, message),
  );
}

/** Whether a thread cannot be answered in any more: what it hung on was deleted, and there was no answer to it. */
export function isThreadGone({ messages }: SlackWorld, { id }: Place, threadTs: string | null): boolean {
  const parent = messages.find(({ channel, ts }) => channel === id && ts === threadTs);
  return parent !== undefined && parent.isDeleted && !hasAnswers(messages, parent);
}

function hasAnswers(messages: readonly StoredMessage[], { channel, ts }: StoredMessage): boolean {
  return messages.some(
    (other) =>
      other.channel === channel && other.threadTs === ts && !other.isDeleted && other.onlyFor === null,
  );
}
