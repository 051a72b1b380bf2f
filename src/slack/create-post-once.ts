import type { EpochMs } from '../diagnosis/time.ts';
import type { SlackIdentity } from './app.ts';
import { canReadHistory, findPosted, type PostFound } from './find-posted.ts';
import type { Log } from './log.ts';
import { hasDoneNothing, slackErrorCode } from './manners.ts';
import type {
  OnPostingStep,
  PostingMemory,
  PostOnce,
  PostOnceOutcome,
  PostOnceRequest,
} from './post-once.ts';
import { metadataOfPost } from './post-metadata.ts';
import { isClosedToTheBot, postMessage, type Posting } from './post-to.ts';
import { validMessage } from './validate-message.ts';

export interface PostOnceSettings extends Posting {
  readonly memory: PostingMemory;
  readonly identity: () => Promise<Pick<SlackIdentity, 'botId' | 'scopes'>>;
  readonly clock: () => EpochMs;
  readonly log: Log;
  readonly onStep?: OnPostingStep;
}

/**
 * Makes the way by which a post stands once. While Slack limits the rate, a post waits for up to five minutes: nobody else may take it for
 * given up before that.
 */
export function createPostOnce(settings: PostOnceSettings): PostOnce {
  const { memory, log } = settings;
  return async (request) => {
    const { key, channelId } = request;
    const noted = await memory.find(key);
    if (noted === null) return unlessClosed(() => post(settings, request, false));
    if (noted.postedTs !== null) return { kind: 'stands', channelId, ts: noted.postedTs };
    return unlessClosed(async () => {
      const found = await lookForIt(settings, request, noted.notedAtMs);
      log.info(
        { key, channelId, found: found.kind },
        'a post was begun before, and nobody knows whether it stands',
      );
      if (found.kind !== 'stands') return post(settings, request, found.kind === 'unknown');
      await notePosted(settings, key, found.ts);
      return { kind: 'stands', channelId, ts: found.ts };
    });
  };
}

async function lookForIt(
  settings: PostOnceSettings,
  { key, channelId, threadTs }: PostOnceRequest,
  sinceMs: EpochMs,
): Promise<PostFound> {
  const { botId, scopes } = await settings.identity();
  if (!canReadHistory(scopes, channelId)) return { kind: 'unknown' };
  return findPosted(settings, { key, channelId, threadTs, sinceMs, botId });
}

async function post(
  settings: PostOnceSettings,
  request: PostOnceRequest,
  isRepeat: boolean,
): Promise<PostOnceOutcome> {
  const { memory, onStep, clock } = settings;
  const { key, channelId, threadTs } = request;
  // Before anything is noted: a message that is wrong is never sent.
  const message = validMessage(request.message(isRepeat));
  await onStep?.('before-outbox-row', key);
  await memory.noteCall({ key, channelId, threadTs }, clock());
  await onStep?.('after-outbox-row', key);
  let standing;
  try {
    standing = await postMessage(settings, request, message, metadataOfPost(key));
  } catch (error) {
    if (hasDoneNothing(error)) await memory.noteRefused(key);
    throw error;
  }
  await onStep?.('after-slack-answered', key);
  await notePosted(settings, key, standing.ts);
  return { kind: 'posted', channelId: standing.channel, ts: standing.ts, isRepeat };
}

async function notePosted(
  { memory, clock, onStep }: PostOnceSettings,
  key: string,
  ts: string,
): Promise<void> {
  await memory.notePosted(key, ts, clock());
  await onStep?.('after-posting-noted', key);
}

async function unlessClosed(act: () => Promise<PostOnceOutcome>): Promise<PostOnceOutcome> {
  try {
    return await act();
  } catch (error) {
    const reason = slackErrorCode(error);
    if (reason === null || !isClosedToTheBot(error)) throw error;
    return { kind: 'closed', reason };
  }
}
