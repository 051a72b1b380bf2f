import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { refusalOfMessage } from './block-rules.ts';
import { refusalOfFiles } from './files.ts';
import { newMessage, type SlackWorld, type StoredMessage } from './world.ts';

const MAX_USES = 5;
const VALID_FOR_MS = 30 * 60_000;

/** The route of all response URLs. An URL carries what belongs to it, so that another process can make one. */
export const RESPONSE_URL_ROUTE = '*/response/:channelId/:userId/:issuedAtMs/:nonce';

/** Where an answer goes. */
export interface AnswerPlace {
  readonly channelId: string;
  readonly userId: string;
  /** The message with the button that was pressed, which the answer may replace; left out: there is none. */
  readonly originalTs?: string;
}

export interface ResponseUrlIssue extends AnswerPlace {
  readonly slackUrl: string;
  readonly issuedAtMs: number;
}

export function issueResponseUrl(issue: ResponseUrlIssue): string {
  const { slackUrl, channelId, userId, issuedAtMs, originalTs } = issue;
  const url = `${slackUrl}/response/${channelId}/${userId}/${issuedAtMs}/${randomUUID()}`;
  return originalTs === undefined ? url : `${url}?original=${originalTs}`;
}

const answerBody = z.object({
  text: z.string().default(''),
  blocks: z.array(z.unknown()).default([]),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
  thread_ts: z.string().optional(),
});

/**
 * Takes an answer to a `response_url`, five times within half an hour.
 * @returns null when it is taken, else Slack's reason
 */
export function takeAnswer(
  world: SlackWorld,
  url: AnswerPlace & { readonly issuedAtMs: number; readonly nonce: string },
  body: unknown,
): string | null {
  if (!(world.clock() - url.issuedAtMs <= VALID_FOR_MS)) return 'expired_url';
  const uses = (world.responseUrlUses.get(url.nonce) ?? 0) + 1;
  if (uses > MAX_USES) return 'used_url';
  const refusal = writeAnswer(world, url, body);
  if (refusal === null) world.responseUrlUses.set(url.nonce, uses);
  return refusal;
}

/**
 * Writes what the bot answers outside of the Web API: to a `response_url`, or along with its acknowledgement of a command.
 * @returns null when it is written, else Slack's reason
 */
export function writeAnswer(world: SlackWorld, place: AnswerPlace, body: unknown): string | null {
  const parsed = answerBody.safeParse(body);
  if (!parsed.success) return 'invalid_payload';
  const { text, blocks, response_type: type, replace_original, delete_original, thread_ts } = parsed.data;
  // As Slack does for commands: where there is nothing to replace, the answer is a new message.
  const original = originalOf(world, place);
  if (delete_original && original !== null) {
    original.isDeleted = true;
    return null;
  }
  const refusal = refusalOfMessage(text, blocks) ?? refusalOfFiles(world, place.channelId, blocks);
  if (refusal !== null) return refusal.error;

  if (replace_original && original !== null) {
    original.history.push({ text: original.text, blocks: original.blocks });
    original.text = text;
    original.blocks = blocks;
    return null;
  }
  world.messages.push(
    newMessage({
      ts: world.nextTs(),
      channel: place.channelId,
      onlyFor: type === 'ephemeral' ? place.userId : null,
      via: 'response_url',
      threadTs: thread_ts ?? null,
      text,
      blocks,
    }),
  );
  return null;
}

function originalOf({ messages }: SlackWorld, { channelId, originalTs }: AnswerPlace): StoredMessage | null {
  return (
    messages.find(
      ({ channel, ts, userId, isDeleted }) =>
        channel === channelId && ts === originalTs && userId === null && !isDeleted,
    ) ?? null
  );
}
