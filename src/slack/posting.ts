import type { WebClient } from '@slack/web-api';
import type { SlackWords } from '../words/slack.en.ts';
import { context, type Message, type OutgoingBlock } from './blocks.ts';
import type { Log } from './log.ts';
import { callSlack, slackErrorCode } from './manners.ts';
import { markup } from './markup.ts';
import { CLOSED_CHANNEL, NOT_A_MEMBER, postMessage, updateMessage, type Place } from './post-to.ts';
import { ResponseUrlError, type ResponseUrl } from './response-url.ts';
import { carryingThread, type Thread } from './thread.ts';
import { validMessage } from './validate-message.ts';
import type { Wait } from './wait.ts';

/**
 * What an edit is for. `progress` is skipped where a message cannot be edited; an `answer` reaches the asker anew where its message is gone;
 * an `amendment` of an answer that somebody has deleted is left.
 */
type EditPurpose = 'progress' | 'answer' | 'amendment';

/** A message that stands in Slack. */
export interface Posted {
  /** null: only the asker sees it, and nobody can edit it later. */
  readonly place: Place | null;
  edit(message: Message, purpose: EditPurpose): Promise<void>;
  /** Answers in its thread; where the bot may not post any more, to the asker alone. */
  reply(message: Message): Promise<void>;
}

/** Why the asker alone sees an answer. */
export type PrivateReason = keyof SlackWords['private'];

/** Who is to see an answer: all in the channel, or the asker alone, who is told why where that may surprise. */
export type Visibility =
  { readonly kind: 'channel' } | { readonly kind: 'asker'; readonly reason: PrivateReason | null };

/** Where the answers to one command or button go. */
export interface Destination {
  /** Where the bot may not post, an answer for the channel goes to the asker alone, and says how to change that. */
  post(message: Message, visibility: Visibility): Promise<Posted>;
  /** Only the asker sees it: in the channel, or where that fails too, in their messages with the app. */
  whisper(message: Message): Promise<void>;
}

export interface DestinationSettings {
  readonly client: WebClient;
  /** null where the interaction belongs to no channel, as a button in a modal: then the asker's messages with the app. */
  readonly channelId: string | null;
  /** Answers go into this thread; null: into the channel. */
  readonly thread: Thread | null;
  readonly userId: string;
  readonly responseUrl: ResponseUrl | null;
  readonly words: SlackWords;
  readonly wait: Wait;
  readonly log: Log;
}

/** Slack's reasons for not letting the bot post, and what that means for the asker. */
const PRIVATE_REASONS: Readonly<Record<string, PrivateReason>> = {
  ...reasonFor(NOT_A_MEMBER, 'not-a-member'),
  ...reasonFor(CLOSED_CHANNEL, 'closed-channel'),
  messages_tab_disabled: 'direct-message',
};

/** The asker cannot be spoken to in that channel. */
const NOT_EPHEMERAL = new Set([...Object.keys(PRIVATE_REASONS), 'user_not_in_channel']);

/** The message can no longer be edited. */
const GONE = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed', 'thread_not_found']);

export function createDestination(settings: DestinationSettings): Destination {
  const { client, channelId, thread, userId, responseUrl, words, wait, log } = settings;
  let isReasonGiven = false;

  const postPublicly = (message: Message, channel: string, threadTs: string | null) =>
    postMessage({ client, wait }, { channelId: channel, threadTs }, message);

  /** @returns whether it could be said there */
  const throughResponseUrl = async (message: Message): Promise<boolean> => {
    if (responseUrl?.isUsable() !== true) return false;
    try {
      // Slack shows what goes through a response_url outside of threads.
      await responseUrl.send(thread === null ? message : carryingThread(message, thread));
      return true;
    } catch (error) {
      // Refused, it stands nowhere: it can be said in another way. Where nobody knows, saying it again could double it.
      if (!(error instanceof ResponseUrlError) || error.status === null) throw error;
      log.warn({ err: error }, 'the response_url took no answer');
      return false;
    }
  };

  /** @returns whether it could be said there */
  const ephemerally = async (message: Message): Promise<boolean> => {
    if (channelId === null || channelId.startsWith('D')) return false;
    // In a thread that nobody has answered in yet, Slack would show it to nobody.
    const place = thread?.isActive === true ? { thread_ts: thread.ts } : {};
    const placed = thread?.isActive === false ? carryingThread(message, thread) : message;
    try {
      await callSlack(
        () => client.chat.postEphemeral({ channel: channelId, user: userId, ...outgoing(placed), ...place }),
        { wait, harmless: false },
      );
      return true;
    } catch (error) {
      const code = slackErrorCode(error);
      if (code === null || !NOT_EPHEMERAL.has(code)) throw error;
      log.info({ slackError: code, channelId }, 'may not speak to the asker in this channel');
      return false;
    }
  };

  const whisper = async (message: Message): Promise<void> => {
    const isThreaded = thread?.isActive === true;
    if (!isThreaded && (await throughResponseUrl(message))) return;
    if (await ephemerally(message)) return;
    if (isThreaded && (await throughResponseUrl(message))) return;
    await postPublicly(message, userId, null);
  };

  const postPrivately = async (message: Message, reason: PrivateReason | null): Promise<Posted> => {
    await whisper(reason === null || isReasonGiven ? message : withHint(message, words.private[reason]));
    isReasonGiven ||= reason !== null;
    return {
      place: null,
      // Only the asker sees it, and nobody can edit it: a newer state is a new message.
      edit: async (newer, purpose) => {
        if (purpose !== 'progress') await whisper(newer);
      },
      reply: whisper,
    };
  };

  const post = async (message: Message, visibility: Visibility): Promise<Posted> => {
    if (channelId === null) return standingAt(await postPublicly(message, userId, null), visibility);
    if (visibility.kind === 'asker') return postPrivately(message, visibility.reason);
    let place;
    try {
      place = await postPublicly(message, channelId, thread?.ts ?? null);
    } catch (error) {
      const reason = privateReason(error, channelId);
      if (reason === null) throw error;
      log.info(
        { slackError: slackErrorCode(error), channelId },
        'may not post in this channel: answering privately',
      );
      return postPrivately(message, reason);
    }
    return standingAt(place, visibility);
  };

  const standingAt = (
    { channel, ts }: { readonly channel: string; readonly ts: string },
    visibility: Visibility,
  ): Posted => {
    let standing: Posted | null = null;
    return {
      place: { channelId: channel, ts },
      async edit(message, purpose) {
        if (standing !== null) return standing.edit(message, purpose);
        try {
          await updateMessage({ client, wait }, { channelId: channel, ts }, message);
        } catch (error) {
          if (!isGone(error) && privateReason(error, channelId) === null) throw error;
          log.info(
            { slackError: slackErrorCode(error), channelId, purpose },
            'the message cannot be edited any more',
          );
          if (purpose === 'answer') standing = await post(message, visibility);
        }
      },
      async reply(message) {
        if (standing !== null) return standing.reply(message);
        try {
          await postPublicly(message, channel, thread?.ts ?? ts);
        } catch (error) {
          if (privateReason(error, channelId) === null) throw error;
          log.info({ slackError: slackErrorCode(error), channelId }, 'may not post here any more');
          await whisper(message);
        }
      },
    };
  };

  return { post, whisper };
}

/** Every message passes the validator on its way out. Blocks and text always go together: Slack drops blocks that an edit leaves out. */
function outgoing(message: Message): { text: string; blocks: OutgoingBlock[] } {
  const { text, blocks } = validMessage(message);
  return { text, blocks: [...blocks] };
}

function withHint(message: Message, hint: string): Message {
  return validMessage({ text: message.text, blocks: [...message.blocks, context(markup`${hint}`)] });
}

function privateReason(error: unknown, channelId: string | null): PrivateReason | null {
  const reason = PRIVATE_REASONS[slackErrorCode(error) ?? ''];
  if (reason === undefined) return null;
  // Nobody can invite a bot into a conversation between two people.
  return channelId?.startsWith('D') === true ? 'direct-message' : reason;
}

function isGone(error: unknown): boolean {
  return GONE.has(slackErrorCode(error) ?? '');
}

function reasonFor(codes: readonly string[], reason: PrivateReason): Record<string, PrivateReason> {
  return Object.fromEntries(codes.map((code) => [code, reason]));
}
