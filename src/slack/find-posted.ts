import { z } from 'zod';
import { MINUTE_MS, SECOND_MS, type EpochMs } from '../diagnosis/time.ts';
import { callSlack, slackErrorCode } from './manners.ts';
import { keyOfPost } from './post-metadata.ts';
import type { Posting } from './post-to.ts';

const PAGE_SIZE = 200;
/** Whoever writes more than that in the meantime is not read any further. */
const MAX_PAGES = 50;
/** Slack's clock and ours may differ by so much. */
const CLOCK_SKEW_MS = 5 * MINUTE_MS;

/** Where a post is looked for, and what it is known by. */
export interface PostSought {
  /** @returns by what it is named where it stands; null: it is another one */
  readonly nameOf: (message: FoundMessage) => string | null;
  readonly channelId: string;
  readonly threadTs: string | null;
  /** It cannot stand there from before. */
  readonly sinceMs: EpochMs;
  /** Whose post it is: anybody can write the same metadata. */
  readonly botId: string;
}

export type PostFound =
  | { readonly kind: 'stands'; readonly ts: string }
  | { readonly kind: 'absent' }
  /** The bot may not read there after all, or there was too much to read. */
  | { readonly kind: 'unknown' };

const foundMessage = z.object({
  ts: z.string(),
  bot_id: z.string().nullish(),
  metadata: z.unknown().optional(),
  files: z.array(z.object({ id: z.string(), name: z.string().nullish() })).optional(),
});
type FoundMessage = z.infer<typeof foundMessage>;

/** The post of a key, by its `ts`. */
export function messageOf(key: string): PostSought['nameOf'] {
  return ({ ts, metadata }) => (keyOfPost(metadata) === key ? ts : null);
}

/** The file of a name, by its id. */
export function fileNamed(fileName: string): PostSought['nameOf'] {
  return ({ files = [] }) => files.find(({ name }) => name === fileName)?.id ?? null;
}

const historyPage = z.object({
  messages: z.array(foundMessage),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/**
 * Whether the bot may be able to read what stands in a conversation.
 * @param scopes what it was granted; null: Slack does not say, so it is worth asking
 */
export function canReadHistory(scopes: readonly string[] | null, channelId: string): boolean {
  // Messages between a person and the app are of another scope, whether they are named by their own id or by the person's.
  if (/^[DUW]/u.test(channelId)) return false;
  // The id does not tell a private channel from a public one. Slack does, when it is asked.
  return scopes === null || scopes.includes('channels:history') || scopes.includes('groups:history');
}

/** Looks in the channel or thread for a post of ours. Of other messages it reads nothing but whose they are. Rejects with what Slack said. */
export async function findPosted(posting: Posting, sought: PostSought): Promise<PostFound> {
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    let read;
    try {
      read = historyPage.parse(await readPage(posting, sought, cursor));
    } catch (error) {
      const code = slackErrorCode(error);
      if (code === 'missing_scope') return { kind: 'unknown' };
      // Without its first message a thread has no answers either.
      if (code === 'thread_not_found') return { kind: 'absent' };
      throw error;
    }
    for (const message of read.messages) {
      const ts = message.bot_id === sought.botId ? sought.nameOf(message) : null;
      if (ts !== null) return { kind: 'stands', ts };
    }
    cursor = read.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === '') return { kind: 'absent' };
  }
  return { kind: 'unknown' };
}

function readPage(
  { client, wait }: Posting,
  { channelId, threadTs, sinceMs }: PostSought,
  cursor: string | undefined,
): Promise<unknown> {
  const asked = {
    channel: channelId,
    oldest: ((sinceMs - CLOCK_SKEW_MS) / SECOND_MS).toFixed(6),
    include_all_metadata: true,
    limit: PAGE_SIZE,
    ...(cursor === undefined ? {} : { cursor }),
  };
  return callSlack<unknown>(
    () =>
      threadTs === null
        ? client.conversations.history(asked)
        : client.conversations.replies({ ...asked, ts: threadTs }),
    { wait, harmless: true },
  );
}
