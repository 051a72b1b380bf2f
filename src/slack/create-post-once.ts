import { SECOND_MS, type EpochMs } from '../diagnosis/time.ts';
import type { SlackIdentity } from './app.ts';
import {
  canReadHistory,
  fileNamed,
  findPosted,
  messageOf,
  type PostFound,
  type PostSought,
} from './find-posted.ts';
import type { Log } from './log.ts';
import { hasDoneNothing, slackErrorCode } from './manners.ts';
import { REQUEST_TIMEOUT_MS } from './network.ts';
import type {
  OnPostingStep,
  PostFileOnce,
  PostingMemory,
  PostOnce,
  PostOnceOutcome,
  PostOnceRequest,
  PostRemembered,
} from './post-once.ts';
import { metadataOfPost } from './post-metadata.ts';
import { isClosedToTheBot, postMessage, type Place, type Posting } from './post-to.ts';
import { bringFile, isClosedToFiles, shareFile, type Uploading } from './upload.ts';
import { validMessage } from './validate-message.ts';

/** How long a call may arrive after it was noted: whoever made it waits so long for an answer, and it may be on its way a while longer. */
const CALL_SETTLED_AFTER_MS = REQUEST_TIMEOUT_MS + 5 * SECOND_MS;

export interface PostOnceSettings extends Posting {
  readonly memory: PostingMemory;
  readonly identity: () => Promise<Pick<SlackIdentity, 'botId' | 'scopes'>>;
  readonly clock: () => EpochMs;
  readonly log: Log;
  readonly onStep?: OnPostingStep;
  /** Told of each post that was made although it may stand already. */
  readonly onRepeat?: () => void;
  /** After so long a call has arrived, or never will; left out: what Slack's slowest calls take. */
  readonly callSettledAfterMs?: number;
}

/** What is made to stand once: a message, or a file. */
interface Post extends Pick<PostOnceRequest, 'key' | 'channelId' | 'threadTs' | 'signal' | 'before'> {
  /** How it is known again where it stands. */
  readonly nameOf: PostSought['nameOf'];
  /** Gets everything ready before anything is noted: what is wrong is never sent. @returns the call that makes it stand, and tells where */
  readonly prepare: (isRepeat: boolean) => Promise<(posting: Posting) => Promise<Place>>;
  readonly isClosed: (error: unknown) => boolean;
}

/**
 * Makes the way by which a message stands once. Each call of Slack is noted before, and the note is taken back where Slack has certainly done
 * nothing, also while a rate limit is waited out: so of two that are at the same post, one gives way, however late it wakes up.
 */
export function createPostOnce(settings: PostOnceSettings): PostOnce {
  return (request) =>
    standOnce(settings, {
      ...request,
      nameOf: messageOf(request.key),
      async prepare(isRepeat) {
        const message = validMessage(request.message(isRepeat));
        return async (posting) => {
          const { channel, ts } = await postMessage(posting, request, message, metadataOfPost(request.key));
          return { channelId: channel, ts };
        };
      },
      isClosed: isClosedToTheBot,
    });
}

/** The same for files. What is in them is with Slack before anything is noted: only the last call shows them to anybody. */
export function createPostFileOnce(settings: PostOnceSettings & Uploading): PostFileOnce {
  return (request) => {
    const { key, channelId, extension } = request;
    // Slack keeps letters, digits, "-" and "." in names as they are.
    const fileName = `${key.replaceAll(/[^A-Za-z0-9-]/g, '-')}.${extension}`;
    return standOnce(settings, {
      ...request,
      nameOf: fileNamed(fileName),
      async prepare(isRepeat) {
        const { title, ...contents } = request.file(isRepeat);
        const id = await bringFile(settings, { ...contents, fileName });
        return async (posting) => {
          await shareFile(posting, request, { id, title });
          return { channelId, ts: id };
        };
      },
      isClosed: isClosedToFiles,
    });
  };
}

/** @param waitedForMs when the call was made that was waited for already; null: none was */
async function standOnce(
  settings: PostOnceSettings,
  wanted: Post,
  waitedForMs: EpochMs | null = null,
): Promise<PostOnceOutcome> {
  const { memory, wait, log } = settings;
  const { key, channelId, signal } = wanted;
  const noted = await memory.find(key);
  if (noted === null)
    return unlessClosed(wanted, () => post(settings, wanted, { attempts: 0, isRepeat: false }));
  if (noted.postedTs !== null) {
    const isRepeat = noted.attempts > 1 && !(await mayLook(settings, wanted));
    return { kind: 'stands', channelId, ts: noted.postedTs, ...(isRepeat ? { isRepeat } : {}) };
  }
  return unlessClosed(wanted, async () => {
    const found = await lookForIt(settings, wanted, noted.notedAtMs);
    const delayMs = noted.calledAtMs === waitedForMs ? 0 : mayArriveForMs(settings, noted);
    log.info(
      { key, channelId, found: found.kind, delayMs },
      'a post was begun before, and nobody knows whether it stands',
    );
    if (found.kind === 'stands') {
      await notePosted(settings, key, found.ts);
      return { kind: 'stands', channelId, ts: found.ts };
    }
    if (delayMs > 0) {
      await wait(delayMs, signal);
      signal?.throwIfAborted();
      return standOnce(settings, wanted, noted.calledAtMs);
    }
    return post(settings, wanted, { attempts: noted.attempts, isRepeat: found.kind === 'unknown' });
  });
}

/** For how long the last call may still arrive. One that lies further ahead than it can was noted by a clock that has been set back since. */
function mayArriveForMs(
  { clock, callSettledAfterMs = CALL_SETTLED_AFTER_MS }: PostOnceSettings,
  { calledAtMs }: PostRemembered,
): number {
  const sinceMs = clock() - calledAtMs;
  return sinceMs < -callSettledAfterMs ? 0 : Math.max(0, callSettledAfterMs - sinceMs);
}

async function lookForIt(settings: PostOnceSettings, wanted: Post, sinceMs: EpochMs): Promise<PostFound> {
  if (!(await mayLook(settings, wanted))) return { kind: 'unknown' };
  const { nameOf, channelId, threadTs } = wanted;
  const { botId } = await settings.identity();
  return findPosted(settings, { nameOf, channelId, threadTs, sinceMs, botId });
}

async function mayLook({ identity }: PostOnceSettings, { channelId }: Post): Promise<boolean> {
  const { scopes } = await identity();
  return canReadHistory(scopes, channelId);
}

/** @param before what is known of earlier attempts */
async function post(
  settings: PostOnceSettings,
  wanted: Post,
  before: { readonly attempts: number; readonly isRepeat: boolean },
): Promise<PostOnceOutcome> {
  const { memory, client, wait, onStep, onRepeat } = settings;
  const { key } = wanted;
  const { attempts, isRepeat } = before;
  const makeStand = await wanted.prepare(isRepeat);
  await onStep?.('before-outbox-row', key);
  await noteCall(settings, wanted, attempts);
  await onStep?.('after-outbox-row', key);
  const posting: Posting = {
    client,
    // Only after a call that has done nothing. Nobody is held up by this one meanwhile.
    async wait(...waiting) {
      await memory.noteRefused(key);
      await wait(...waiting);
      await noteCall(settings, wanted, attempts);
    },
  };
  const place = await postOrNote(settings, wanted, () => makeStand(posting));
  await onStep?.('after-slack-answered', key);
  await notePosted(settings, key, place.ts);
  if (isRepeat) onRepeat?.();
  return { kind: 'posted', ...place, isRepeat };
}

/** Notes that Slack is about to be called. Rejects where somebody else is to call it, or does. */
async function noteCall(
  { memory, clock }: PostOnceSettings,
  { key, channelId, threadTs, signal, before }: Post,
  attempts: number,
): Promise<void> {
  await before?.();
  signal?.throwIfAborted();
  const noted = await memory.noteCall({ key, channelId, threadTs }, clock());
  if (noted.postedTs === null && noted.attempts === attempts + 1) return;
  await memory.noteRefused(key);
  throw new Error(`somebody else is at the post ${key}`);
}

/** Takes the note back where the post certainly does not stand. */
async function postOrNote(
  { memory }: PostOnceSettings,
  { key }: Post,
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

async function unlessClosed(
  { isClosed }: Post,
  act: () => Promise<PostOnceOutcome>,
): Promise<PostOnceOutcome> {
  try {
    return await act();
  } catch (error) {
    const reason = slackErrorCode(error);
    if (reason === null || !isClosed(error)) throw error;
    return { kind: 'closed', reason };
  }
}
