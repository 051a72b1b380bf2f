import { z } from 'zod';
import { refusalOfMessage } from '../block-rules.ts';
import { refusalOfFiles } from '../files.ts';
import { isMember, isThreadGone, placeOf, type Place } from '../places.ts';
import { newMessage, type MessageMetadata, type SlackWorld, type StoredMessage } from '../world.ts';
import {
  jsonOf,
  refused,
  refusedAs,
  type Answer,
  type ErrorAnswer,
  type Params,
  type SlackMethods,
} from './method.ts';
import { placeToWrite } from './posting-rights.ts';

const metadataShape: z.ZodType<MessageMetadata> = z.strictObject({
  event_type: z.string().min(1).max(255),
  event_payload: z.record(z.string(), z.unknown()),
});

/** Writes something into a place, or says why Slack does not let it. */
type Write = (world: SlackWorld, params: Params, place: Place) => Answer;

export const CHAT_METHODS: SlackMethods = {
  'chat.postMessage': {
    token: 'bot',
    scope: 'chat:write',
    answer: inPlace(
      (world, params, place) =>
        refusedByRate(world, place) ?? refusedContent(world, params, place) ?? post(world, params, place),
    ),
  },
  'chat.postEphemeral': {
    token: 'bot',
    scope: 'chat:write',
    answer: inPlace(
      (world, params, place) => refusedContent(world, params, place) ?? postEphemeral(world, params, place),
    ),
  },
  'chat.update': {
    token: 'bot',
    scope: 'chat:write',
    answer: inPlace(
      (world, params, place) => refusedContent(world, params, place) ?? update(world, params, place),
    ),
  },
  'chat.delete': { token: 'bot', scope: 'chat:write', answer: inPlace(remove) },
  'chat.getPermalink': { token: 'bot', scope: null, answer: permalink },
};

function inPlace(write: Write): (world: SlackWorld, params: Params) => Answer {
  return (world, params) => {
    const place = placeToWrite(world, params.channel ?? '');
    return 'error' in place ? place : write(world, params, place);
  };
}

function refusedByRate({ settings, messages, clock }: SlackWorld, { id }: Place): ErrorAnswer | null {
  if (settings.limitsMessageRate !== true) return null;
  const last = messages.findLast(({ channel, via }) => channel === id && via === 'chat.postMessage');
  const isTooSoon = last !== undefined && Math.floor(clock() / 1_000) <= Number(last.ts.split('.')[0]);
  return isTooSoon ? { ...refused('ratelimited'), retryAfterS: 1 } : null;
}

function refusedContent(world: SlackWorld, params: Params, place: Place): ErrorAnswer | null {
  const blocks = blocksOf(params);
  if (blocks === null) return refused('invalid_blocks_format');
  if (params.metadata !== undefined && metadataOf(params) === null) return refused('invalid_metadata_format');
  if (params.thread_ts !== undefined && !/^\d+\.\d+$/.test(params.thread_ts))
    return refused('invalid_thread_ts');
  if (isThreadGone(world, place, params.thread_ts ?? null)) return refused('thread_not_found');
  const refusal = refusalOfMessage(params.text ?? '', blocks) ?? refusalOfFiles(world, place.id, blocks);
  return refusal === null ? null : refusedAs(refusal);
}

function post(world: SlackWorld, params: Params, place: Place): Answer {
  const message = newMessage({ ...partsOf(params, place), ts: world.nextTs(), via: 'chat.postMessage' });
  world.messages.push(message);
  return { ok: true, channel: place.id, ts: message.ts, message: asAnswered(world, message) };
}

function postEphemeral(world: SlackWorld, params: Params, place: Place): Answer {
  const { user = '' } = params;
  if (!isMember(world, place, user)) return refused('user_not_in_channel');
  const ts = world.nextTs();
  world.messages.push(
    newMessage({ ...partsOf(params, place), ts, via: 'chat.postEphemeral', onlyFor: user }),
  );
  return { ok: true, message_ts: ts };
}

function update(world: SlackWorld, params: Params, place: Place): Answer {
  const message = messageOf(world, params.ts, place);
  if (message === null) return refused('message_not_found');
  if (message.userId !== null) return refused('cant_update_message');
  message.history.push({ text: message.text, blocks: message.blocks });
  message.text = params.text ?? message.text;
  // As Slack does: text without blocks removes the blocks.
  message.blocks = blocksOf(params) ?? [];
  return {
    ok: true,
    channel: place.id,
    ts: message.ts,
    text: message.text,
    message: asAnswered(world, message),
  };
}

function remove(world: SlackWorld, params: Params, place: Place): Answer {
  const message = messageOf(world, params.ts, place);
  if (message === null) return refused('message_not_found');
  if (message.userId !== null) return refused('cant_delete_message');
  message.isDeleted = true;
  return { ok: true, channel: place.id, ts: message.ts };
}

/** Needs no right to write there. */
function permalink(world: SlackWorld, params: Params): Answer {
  const place = placeOf(world, params.channel ?? '');
  if (place === null) return refused('channel_not_found');
  const message = messageOf(world, params.message_ts, place);
  if (message === null) return refused('message_not_found');
  const { ts, threadTs } = message;
  const url = new URL(`https://sandbox.slack.example/archives/${place.id}/p${ts.replace('.', '')}`);
  if (threadTs !== null) {
    url.searchParams.set('thread_ts', threadTs);
    url.searchParams.set('cid', place.id);
  }
  return { ok: true, channel: place.id, permalink: url.href };
}

/** One that all in the channel see: what only one person sees cannot be changed. */
function messageOf(
  { messages }: SlackWorld,
  wanted: string | undefined,
  { id }: Place,
): StoredMessage | null {
  return (
    messages.find(
      ({ channel, ts, onlyFor, isDeleted }) =>
        channel === id && ts === wanted && onlyFor === null && !isDeleted,
    ) ?? null
  );
}

function partsOf(
  params: Params,
  { id }: Place,
): Pick<StoredMessage, 'channel' | 'threadTs' | 'isBroadcast' | 'text' | 'blocks' | 'metadata'> {
  return {
    channel: id,
    threadTs: params.thread_ts ?? null,
    isBroadcast: params.thread_ts !== undefined && params.reply_broadcast === 'true',
    text: params.text ?? '',
    blocks: blocksOf(params) ?? [],
    metadata: metadataOf(params),
  };
}

/** @returns null where there is none, or none as Slack wants it */
function metadataOf({ metadata }: Params): MessageMetadata | null {
  return metadataShape.safeParse(jsonOf(metadata)).data ?? null;
}

/** @returns null where they are no list */
function blocksOf(params: Params): readonly unknown[] | null {
  const blocks = params.blocks === undefined ? [] : jsonOf(params.blocks);
  return Array.isArray(blocks) ? blocks : null;
}

function asAnswered({ settings }: SlackWorld, { text, ts, threadTs, blocks }: StoredMessage): object {
  return {
    type: 'message',
    user: settings.botUserId,
    bot_id: settings.botId,
    text,
    ts,
    ...(threadTs === null ? {} : { thread_ts: threadTs }),
    ...(blocks.length === 0 ? {} : { blocks }),
  };
}
