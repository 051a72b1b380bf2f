import { randomUUID } from 'node:crypto';
import type { SlackWorld } from './world.ts';

const VALID_FOR_MS = 3_000;

/** What somebody did that lets the bot show them a modal. */
export interface Trigger {
  readonly userId: string;
  /** The modal that they did it in; null: elsewhere. */
  readonly viewId: string | null;
}

/** Carries all that belongs to it, so that another process can make one and the stand-in knows when it expires. */
export function issueTriggerId(atMs: number, { userId, viewId }: Trigger): string {
  return [atMs, userId, viewId ?? '', randomUUID()].join('.');
}

/**
 * Looks at a trigger without using it up.
 * @returns Slack's refusal as a word, where it cannot be used
 */
export function readTrigger(world: SlackWorld, triggerId: string): Trigger | string {
  const [issuedAt = '', userId = '', viewId = '', nonce] = triggerId.split('.');
  if (nonce === undefined || issuedAt === '') return 'invalid_trigger_id';
  if (world.usedTriggerIds.has(triggerId)) return 'exchanged_trigger_id';
  if (!(world.clock() - Number(issuedAt) <= VALID_FOR_MS)) return 'expired_trigger_id';
  return { userId, viewId: viewId === '' ? null : viewId };
}
