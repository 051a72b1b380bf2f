import { messagePayload, metadataPayload } from '../message-payload.ts';
import { placeOf, tombstonesIn, type Place } from '../places.ts';
import type { SlackWorld, StoredMessage } from '../world.ts';
import { refused, type Answer, type Params, type SlackMethods } from './method.ts';
import { placeToRead } from './posting-rights.ts';

const MAX_LIMIT = 999;
const CURSOR = 'next_ts:';

/** Reads some messages of a place. */
type Read = (world: SlackWorld, params: Params, place: Place) => Answer;

export const HISTORY_METHODS: SlackMethods = {
  'conversations.history': {
    token: 'bot',
    scope: 'channels:history',
    scopeFor: historyScope,
    answer: inPlace(history),
  },
  'conversations.replies': {
    token: 'bot',
    scope: 'channels:history',
    scopeFor: historyScope,
    answer: inPlace(replies),
  },
};

function historyScope(world: SlackWorld, { channel = '' }: Params): string {
  const place = placeOf(world, channel);
  if (place?.kind === 'direct') return 'im:history';
  return place?.channel.isPrivate === true ? 'groups:history' : 'channels:history';
}

function inPlace(read: Read): (world: SlackWorld, params: Params) => Answer {
  return (world, params) => {
    const place = placeToRead(world, params.channel ?? '');
    if ('error' in place) return place;
    const { oldest, latest, limit, cursor } = params;
    if (oldest !== undefined && !isTime(oldest)) return refused('invalid_ts_oldest');
    if (latest !== undefined && !isTime(latest)) return refused('invalid_ts_latest');
    if (limit !== undefined && !(Number(limit) >= 1 && Number(limit) <= MAX_LIMIT))
      return refused('invalid_limit');
    if (cursor !== undefined && tsIn(cursor) === null) return refused('invalid_cursor');
    return read(world, params, place);
  };
}

/** What stands in a channel outside of threads, and the answers that stand there too, newest first. */
function history(world: SlackWorld, params: Params, place: Place): Answer {
  const messages = standingIn(world, place)
    .filter(({ threadTs, isBroadcast }) => threadTs === null || isBroadcast)
    .filter((message) => isInside(message, params))
    .toSorted((one, other) => compareTs(other.ts, one.ts));
  return pageOf(world, params, messages, 100);
}

/** A thread with the message that it hangs on, oldest first. */
function replies(world: SlackWorld, params: Params, place: Place): Answer {
  const standing = standingIn(world, place);
  const parent = standing.find(({ ts }) => ts === params.ts);
  if (parent === undefined) return refused('thread_not_found');
  const messages = standing
    .filter(({ threadTs }) => threadTs === parent.ts)
    .filter((message) => isInside(message, params))
    .toSorted((one, other) => compareTs(one.ts, other.ts));
  return pageOf(world, params, [parent, ...messages], MAX_LIMIT);
}

/** What all in the place see. */
function standingIn(world: SlackWorld, place: Place): readonly StoredMessage[] {
  const standing = world.messages.filter(
    ({ channel, onlyFor, isDeleted }) => channel === place.id && onlyFor === null && !isDeleted,
  );
  return [...standing, ...tombstonesIn(world, place)];
}

function isInside({ ts }: StoredMessage, { oldest, latest, inclusive }: Params): boolean {
  if (inclusive === 'true' && (ts === oldest || ts === latest)) return true;
  return (
    (oldest === undefined || compareTs(ts, oldest) > 0) && (latest === undefined || compareTs(ts, latest) < 0)
  );
}

function pageOf(
  world: SlackWorld,
  { limit, cursor, include_all_metadata: includesAll }: Params,
  messages: readonly StoredMessage[],
  defaultLimit: number,
): Answer {
  const from = cursor === undefined ? 0 : messages.findIndex(({ ts }) => ts === tsIn(cursor));
  if (from === -1) return refused('invalid_cursor');
  const until = from + Number(limit ?? defaultLimit);
  const next = messages[until];
  return {
    ok: true,
    messages: messages.slice(from, until).map((message) => ({
      ...messagePayload(world, message),
      ...metadataPayload(message, includesAll === 'true'),
    })),
    has_more: next !== undefined,
    response_metadata: { next_cursor: next === undefined ? '' : cursorTo(next) },
  };
}

function cursorTo({ ts }: StoredMessage): string {
  return Buffer.from(`${CURSOR}${ts}`).toString('base64');
}

/** @returns null where it is no cursor */
function tsIn(cursor: string): string | null {
  const text = Buffer.from(cursor, 'base64').toString();
  return text.startsWith(CURSOR) ? text.slice(CURSOR.length) : null;
}

function isTime(text: string): boolean {
  return /^\d+(?:\.\d+)?$/.test(text);
}

/** By time; a text would do only as long as all have the same length. */
function compareTs(one: string, other: string): number {
  return Number(one) - Number(other);
}
