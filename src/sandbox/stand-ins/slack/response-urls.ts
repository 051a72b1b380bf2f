import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { refusalOfMessage } from './block-rules.ts';
import type { SlackWorld } from './world.ts';

const MAX_USES = 5;
const VALID_FOR_MS = 30 * 60_000;

/** The route of all response URLs. An URL carries what belongs to it, so that another process can make one. */
export const RESPONSE_URL_ROUTE = '*/response/:channelId/:userId/:issuedAtMs/:nonce';

export interface ResponseUrlIssue {
  readonly slackUrl: string;
  readonly channelId: string;
  readonly userId: string;
  readonly issuedAtMs: number;
}

export function issueResponseUrl({ slackUrl, channelId, userId, issuedAtMs }: ResponseUrlIssue): string {
  return `${slackUrl}/response/${channelId}/${userId}/${issuedAtMs}/${randomUUID()}`;
}

const answerBody = z.object({
  text: z.string().default(''),
  blocks: z.array(z.unknown()).default([]),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
});

/**
 * Takes an answer to a `response_url`, five times within half an hour. `replace_original` is ignored, as Slack does for commands.
 * @returns null when it is taken, else Slack's reason
 */
export function takeAnswer(
  world: SlackWorld,
  url: {
    readonly channelId: string;
    readonly userId: string;
    readonly issuedAtMs: number;
    readonly nonce: string;
  },
  body: unknown,
): string | null {
  if (!(world.clock() - url.issuedAtMs <= VALID_FOR_MS)) return 'expired_url';
  const uses = (world.responseUrlUses.get(url.nonce) ?? 0) + 1;
  if (uses > MAX_USES) return 'used_url';
  const parsed = answerBody.safeParse(body);
  if (!parsed.success) return 'invalid_payload';
  const { text, blocks, response_type: type } = parsed.data;
  const refusal = refusalOfMessage(text, blocks);
  if (refusal !== null) return refusal.error;

  world.responseUrlUses.set(url.nonce, uses);
  world.messages.push({
    ts: world.nextTs(),
    channel: url.channelId,
    onlyFor: type === 'ephemeral' ? url.userId : null,
    via: 'response_url',
    threadTs: null,
    text,
    blocks,
    history: [],
    isDeleted: false,
  });
  return null;
}
