import { z } from 'zod';
import { keyOfPost } from '../../slack/post-metadata.ts';
import { wordsIn } from '../../words/slack.ts';
import { drawAsText } from '../stand-ins/slack/draw-as-text.ts';

/** The posts that stand in Slack under one key, oldest first. */
export interface Standing {
  readonly key: string;
  readonly posts: readonly Post[];
}

export interface Post {
  /** Whether it says that it may be a repeat. */
  readonly isMarked: boolean;
  /** All that people read of it; of a file, its title. */
  readonly text: string;
  readonly ts: string;
  readonly threadTs: string | null;
  readonly isBroadcast: boolean;
}

const messages = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      threadTs: z.string().nullable(),
      isBroadcast: z.boolean(),
      metadata: z.unknown(),
      blocks: z.array(z.unknown()),
      fileIds: z.array(z.string()),
      isDeleted: z.boolean(),
    }),
  ),
  files: z.array(z.object({ id: z.string(), name: z.string(), title: z.string() })),
});

/** Reads what stands in the stand-in of Slack, by key; files by their names, which carry it. @param slackUrl of the stand-in */
export async function readStanding(slackUrl: string): Promise<readonly Standing[]> {
  const response = await fetch(`${slackUrl}/__messages`);
  const read = messages.parse(await response.json());
  const posts = new Map<string, readonly Post[]>();
  for (const { metadata, blocks, fileIds, isDeleted, ts, threadTs, isBroadcast } of read.messages) {
    const file = read.files.find(({ id }) => fileIds.includes(id));
    const key = keyOfPost(metadata) ?? file?.name ?? null;
    if (key === null || isDeleted) continue;
    const text = file?.title ?? drawAsText({ text: '', blocks });
    const isMarked = text.includes(wordsIn('en').digests.mayRepeat);
    const post = { isMarked, text, ts, threadTs, isBroadcast };
    posts.set(key, [...(posts.get(key) ?? []), post]);
  }
  return [...posts].map(([key, ofKey]) => ({ key, posts: ofKey }));
}

/**
 * What is wrong with what stands there, in words for developers; empty: nothing. Where the bot may read the channel, each post stands exactly
 * once; where it may not, none is lost, and each one that is there already is marked.
 */
export function complaintsAbout(
  expectedKeys: readonly string[],
  standing: readonly Standing[],
  { mayReadHistory }: { readonly mayReadHistory: boolean },
): readonly string[] {
  const unexpected = standing.filter(({ key }) => !expectedKeys.includes(key));
  return [
    ...unexpected.map(({ key }) => `${key}: nobody has ordered it`),
    ...expectedKeys.flatMap((key) => {
      const { posts = [] } = standing.find((one) => one.key === key) ?? {};
      const [first, ...others] = posts;
      if (first === undefined) return [`${key}: lost`];
      if (mayReadHistory && others.length > 0) return [`${key}: stands ${posts.length} times`];
      if (mayReadHistory && first.isMarked) return [`${key}: marked as a repeat, though the channel tells`];
      return others.every(({ isMarked }) => isMarked)
        ? []
        : [`${key}: stands ${posts.length} times, not marked each`];
    }),
  ];
}
