import type { MessageMetadata } from '@slack/types';
import { z } from 'zod';

const EVENT_TYPE = 'portal_check_post';

const postMetadata = z.object({
  event_type: z.literal(EVENT_TYPE),
  event_payload: z.object({ key: z.string() }),
});

/** By which a post is known again. Everybody in the channel can read it: an id, and nothing else. */
export function metadataOfPost(key: string): MessageMetadata {
  return { event_type: EVENT_TYPE, event_payload: { key } };
}

/** @returns null where it is not of one of our posts */
export function keyOfPost(metadata: unknown): string | null {
  return postMetadata.safeParse(metadata).data?.event_payload.key ?? null;
}
