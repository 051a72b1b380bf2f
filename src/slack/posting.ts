import type { WebClient } from '@slack/web-api';
import type { SlackWords } from '../words/slack.en.ts';
import { context, type Message, type OutgoingBlock } from './blocks.ts';
import type { Log } from './log.ts';
import { callSlack, slackErrorCode } from './manners.ts';
import { markup } from './markup.ts';
import type { ResponseUrl } from './response-url.ts';
import { validMessage } from './validate-message.ts';
import type { Wait } from './wait.ts';

/**
 * What an edit is for. `progress` is skipped where a message cannot be edited; an `answer` reaches the asker anew where its message is gone;
 * an `amendment` of an answer that somebody has deleted is left.
 */
type EditPurpose = 'progress' | 'answer' | 'amendment';

/** A message that stands in Slack. */
export interface Posted {
  edit(message: Message, purpose: EditPurpose): Promise<void>;
  /** Answers in its thread. */
  reply(message: Message): Promise<void>;
}

/** Where the answers to one command or button go. */
export interface Destination {
  /** For all in the channel where the bot is a member; elsewhere only for the asker, and then it says how to invite the bot. */
  post(message: Message): Promise<Posted>;
  /** Only the asker sees it. */
  whisper(message: Message): Promise<void>;
}

export interface DestinationSettings {
  readonly client: WebClient;
  /** null where the interaction belongs to no channel, as a button in a modal. */
  readonly channelId: string | null;
  /** Answers go into this thread; null: into the channel. */
  readonly threadTs: string | null;
  readonly userId: string;
  readonly responseUrl: ResponseUrl | null;
  readonly words: SlackWords;
  readonly wait: Wait;
  readonly log: Log;
}

type PrivateReason = keyof SlackWords['private'];

/** Slack's reasons for not letting the bot post, and what that means for the asker. */
const PRIVATE_REASONS: Readonly<Record<string, PrivateReason>> = {
  not_in_channel: 'not-a-member',
  channel_not_found: 'not-a-member',
  is_archived: 'closed-channel',
  restricted_action: 'closed-channel',
  restricted_action_read_only_channel: 'closed-channel',
  restricted_action_thread_only_channel: 'closed-channel',
  restricted_action_non_threadable_channel: 'closed-channel',
  messages_tab_disabled: 'direct-message',
};

/** The message can no longer be edited. */
const GONE = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed', 'thread_not_found']);

export function createDestination(settings: DestinationSettings): Destination {
  const { client, channelId, userId, responseUrl, words, wait, log } = settings;
  let isHintGiven = false;

  const postPublicly = async (
    message: Message,
    threadTs: string | null,
  ): Promise<{ channel: string; ts: string }> => {
    if (channelId === null) throw new Error('an interaction without a channel has no place for a message');
    const { channel = channelId, ts } = await callSlack(
      () =>
        client.chat.postMessage({
          channel: channelId,
          ...outgoing(message),
          unfurl_links: false,
          unfurl_media: false,
          ...(threadTs === null ? {} : { thread_ts: threadTs }),
        }),
      { wait, harmless: false },
    );
    if (ts === undefined) throw new Error('chat.postMessage answered without a ts');
    return { channel, ts };
  };

  const postPrivately = async (message: Message, reason: PrivateReason): Promise<Posted> => {
    if (responseUrl === null) throw new Error(`nowhere to answer: ${reason}, and no response_url`);
    await responseUrl.send(isHintGiven ? message : withHint(message, words.private[reason]));
    isHintGiven = true;
    return {
      // It has no ts, and a response_url cannot edit: a newer state is a new message.
      edit: async (newer, purpose) => {
        if (purpose !== 'progress') await responseUrl.send(newer);
      },
      reply: (reply) => responseUrl.send(reply),
    };
  };

  const post = async (message: Message): Promise<Posted> => {
    let place;
    try {
      place = await postPublicly(message, settings.threadTs);
    } catch (error) {
      const reason = privateReason(error, channelId);
      if (reason === null) throw error;
      log.info(
        { slackError: slackErrorCode(error), channelId },
        'may not post in this channel: answering privately',
      );
      return postPrivately(message, reason);
    }
    return standingAt(place);
  };

  const standingAt = ({ channel, ts }: { channel: string; ts: string }): Posted => {
    let standing: Posted | null = null;
    return {
      async edit(message, purpose) {
        if (standing !== null) return standing.edit(message, purpose);
        try {
          await callSlack(() => client.chat.update({ channel, ts, ...outgoing(message) }), {
            wait,
            harmless: true,
          });
        } catch (error) {
          if (!isGone(error) && privateReason(error, channelId) === null) throw error;
          log.info(
            { slackError: slackErrorCode(error), channelId, purpose },
            'the message cannot be edited any more',
          );
          if (purpose === 'answer') standing = await post(message);
        }
      },
      async reply(message) {
        if (standing !== null) return standing.reply(message);
        await postPublicly(message, settings.threadTs ?? ts);
      },
    };
  };

  const whisper = async (message: Message): Promise<void> => {
    if (responseUrl?.isUsable() === true) return responseUrl.send(message);
    if (channelId === null) throw new Error('nowhere to answer: no channel and no response_url');
    await callSlack(
      () => client.chat.postEphemeral({ channel: channelId, user: userId, ...outgoing(message) }),
      {
        wait,
        harmless: false,
      },
    );
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
