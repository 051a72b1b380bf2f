import { z } from 'zod';
import type { Thread } from './thread.ts';

/** A subject of a digest: what stands in the value of "Mute until …" and "Unmute". */
export interface DigestSubject {
  readonly digestId: string;
  readonly subjectId: string;
}

const digestSubject: z.ZodType<DigestSubject> = z.object({ digestId: z.string(), subjectId: z.string() });

export function writeDigestSubject({ digestId, subjectId }: DigestSubject): string {
  return JSON.stringify({ digestId, subjectId });
}

/** Throws a ZodError or SyntaxError for a value that is none of ours. */
export function readDigestSubject(text: string): DigestSubject {
  return digestSubject.parse(JSON.parse(text));
}

/** From where on the details of a digest are shown next: what stands in the value of "Show the next …". */
export interface DetailsPage {
  readonly digestId: string;
  /** So many of those whom the digest tells of come before. */
  readonly offset: number;
}

const detailsPage: z.ZodType<DetailsPage> = z.object({ digestId: z.string(), offset: z.int().positive() });

export function writeDetailsPage({ digestId, offset }: DetailsPage): string {
  return JSON.stringify({ digestId, offset });
}

/** Throws a ZodError or SyntaxError for a value that is none of ours. */
export function readDetailsPage(text: string): DetailsPage {
  return detailsPage.parse(JSON.parse(text));
}

/** What the form of "Mute until …" carries along: whom it is about, and where it was opened from. */
export interface MuteOrigin extends DigestSubject {
  readonly channelId: string | null;
  readonly thread: Thread | null;
}

const muteOrigin: z.ZodType<MuteOrigin> = z.object({
  digestId: z.string(),
  subjectId: z.string(),
  channelId: z.string().nullable(),
  thread: z.object({ ts: z.string(), isActive: z.boolean() }).nullable(),
});

export function writeMuteOrigin(origin: MuteOrigin): string {
  return JSON.stringify(origin);
}

/** Throws a ZodError or SyntaxError for metadata that is none of ours. */
export function readMuteOrigin(text: string): MuteOrigin {
  return muteOrigin.parse(JSON.parse(text));
}

/** What the form of a subscription carries along. */
export interface SubscribeOrigin {
  readonly checkId: string;
  readonly channelId: string;
}

const subscribeOrigin: z.ZodType<SubscribeOrigin> = z.object({ checkId: z.string(), channelId: z.string() });

export function writeSubscribeOrigin(origin: SubscribeOrigin): string {
  return JSON.stringify(origin);
}

/** Throws a ZodError or SyntaxError for metadata that is none of ours. */
export function readSubscribeOrigin(text: string): SubscribeOrigin {
  return subscribeOrigin.parse(JSON.parse(text));
}
