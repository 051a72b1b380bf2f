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
  /** Told of each post that was made although it may stand already. */
  readonly onRepeat?: () => void;
}

/**
 * Makes the way by which a post stands once. Each call of Slack is noted before, and the note is taken back where Slack has certainly done
 * nothing, also while a rate limit is waited out: so of two that are at the same post, one gives way, however late it wakes up.
 */
export function createPostOnce(settings: PostOnceSettings): PostOnce {
  const { memory, log } = settings;
  return async (request) => {
    const { key, channelId } = request;
    const noted = await memory.find(key);
    if (noted === null) return unlessClosed(() => post(settings, request, { attempts: 0, isRepeat: false }));
    if (noted.postedTs !== null) return { kind: 'stands', channelId, ts: noted.postedTs };
    return unlessClosed(async () => {
      const found = await lookForIt(settings, request, noted.notedAtMs);
      log.info(
        { key, channelId, found: found.kind },
        'a post was begun before, and nobody knows whether it stands',
      );
      if (found.kind !== 'stands')
        return post(settings, request, { attempts: noted.attempts, isRepeat: found.kind === 'unknown' });
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

/** @param before what is known of earlier attempts */
async function post(
  settings: PostOnceSettings,
  request: PostOnceRequest,
  before: { readonly attempts: number; readonly isRepeat: boolean },
): Promise<PostOnceOutcome> {
  const { memory, client, wait, onStep, onRepeat } = settings;
  const { key } = request;
  const { attempts, isRepeat } = before;
  // Before anything is noted: a message that is wrong is never sent.
  const message = validMessage(request.message(isRepeat));
  await onStep?.('before-outbox-row', key);
  await noteCall(settings, request, attempts);
  await onStep?.('after-outbox-row', key);
  const posting: Posting = {
    client,
    // Only after a call that has done nothing. Nobody is held up by this one meanwhile.
    async wait(delayMs) {
      await memory.noteRefused(key);
      await wait(delayMs);
      await noteCall(settings, request, attempts);
    },
  };
  const { channel, ts } = await postOrNote(settings, request, () =>
    postMessage(posting, request, message, metadataOfPost(key)),
  );
  await onStep?.('after-slack-answered', key);
  await notePosted(settings, key, ts);
  if (isRepeat) onRepeat?.();
  return { kind: 'posted', channelId: channel, ts, isRepeat };
}

/** Notes that Slack is about to be called. Rejects where somebody else is to call it, or does. */
async function noteCall(
  { memory, clock }: PostOnceSettings,
  { key, channelId, threadTs, signal }: PostOnceRequest,
  attempts: number,
): Promise<void> {
  signal?.throwIfAborted();
  const noted = await memory.noteCall({ key, channelId, threadTs }, clock());
  if (noted.postedTs === null && noted.attempts === attempts + 1) return;
  await memory.noteRefused(key);
  throw new Error(`somebody else is at the post ${key}`);
}

/** Takes the note back where the post certainly does not stand. */
async function postOrNote<Place>(
  { memory }: PostOnceSettings,
  { key }: PostOnceRequest,
  call: () => Promise<Place>,
): Promise<Place> {
  try {
    return await call();
  } catch (error) {
    if (hasDoneNothing(error)) await memory.noteRefused(key);
    throw error;
  }
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
