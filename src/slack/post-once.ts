import type { EpochMs } from '../diagnosis/time.ts';
import type { Message } from './blocks.ts';
import type { SharedFile } from './upload.ts';

/** The moments at which a process may die while it posts, in their order. Tests end it at each of them. */
export const POSTING_STEPS = [
  'before-outbox-row',
  'after-outbox-row',
  'after-slack-answered',
  'after-posting-noted',
] as const;
export type PostingStep = (typeof POSTING_STEPS)[number];

/** Told of each step as it is reached. */
export type OnPostingStep = (step: PostingStep, key: string) => void | Promise<void>;

/** Something that must stand once, whatever happens in the middle of posting it. */
interface Once {
  /** The same for every attempt at this very post. */
  readonly key: string;
  readonly channelId: string;
  readonly threadTs: string | null;
  /** Aborted once somebody else is to make this post: Slack is not called any more. */
  readonly signal?: AbortSignal;
  /** Called right before each call that could make it stand, also after a rate limit was waited out. Where it rejects, so does the post. */
  readonly before?: () => Promise<void>;
}

export interface PostOnceRequest extends Once {
  /** An answer in a thread that also shows in the channel. */
  readonly alsoInChannel?: boolean;
  /** @param isRepeat the post may stand there already: it must say so */
  readonly message: (isRepeat: boolean) => Message;
}

export interface PostFileOnceRequest extends Once {
  /** As `png`. */
  readonly extension: string;
  /** @param isRepeat it may stand there already: its title must say so */
  readonly file: (isRepeat: boolean) => Omit<SharedFile, 'fileName'>;
}

export type PostOnceOutcome =
  | { readonly kind: 'posted'; readonly channelId: string; readonly ts: string; readonly isRepeat: boolean }
  /** It stood there already. @see isRepeat it is marked as a repeat */
  | { readonly kind: 'stands'; readonly channelId: string; readonly ts: string; readonly isRepeat?: true }
  /** Slack does not let the bot post there: its code, as `is_archived`. */
  | { readonly kind: 'closed'; readonly reason: string };

/**
 * Posts a message once: a row in the outbox before the call, the key in the message's metadata, a note of Slack's answer after it. After a
 * crash in between the channel is asked first, where the bot may read its history; else the post is made again and marked as a repeat. Neither
 * before an earlier call can be under way no more, which may be another replica's.
 * Rejects with what Slack or the database said; the caller tries again with the same key.
 */
export type PostOnce = (request: PostOnceRequest) => Promise<PostOnceOutcome>;

/**
 * The same of a file. It carries its key in its name, and Slack tells no `ts` of it: in its place stands the file's id. Slack may show it a moment
 * after it has taken it.
 */
export type PostFileOnce = (request: PostFileOnceRequest) => Promise<PostOnceOutcome>;

/** What is remembered of one post. */
export interface PostRemembered {
  /** When it was noted first. */
  readonly notedAtMs: EpochMs;
  /** When Slack was about to be called for it last. */
  readonly calledAtMs: EpochMs;
  /** How often Slack has been called for it and has not refused, as far as is known. */
  readonly attempts: number;
  readonly postedTs: string | null;
}

/** What an outbox remembers of posts (`src/store/outbox.ts` is one). */
export interface PostingMemory {
  find(key: string): Promise<PostRemembered | null>;
  /** Counts a further attempt, and notes its time. @returns what is remembered from then on: of two that call at the same time, one sees the other */
  noteCall(
    entry: { readonly key: string; readonly channelId: string; readonly threadTs: string | null },
    atMs: EpochMs,
  ): Promise<PostRemembered>;
  noteRefused(key: string): Promise<void>;
  notePosted(key: string, ts: string, atMs: EpochMs): Promise<void>;
}
