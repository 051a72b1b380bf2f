import type { Message } from './blocks.ts';
import { validMessage } from './validate-message.ts';

/** The thread that answers go into. */
export interface Thread {
  readonly ts: string;
  /** Somebody has answered in it. Only then Slack shows in it what one person alone sees. */
  readonly isActive: boolean;
}

const CARRYING = /^thread:(\d+\.\d+):\d+$/u;

/** Lets what stands outside of its thread remember it: Slack tells the id of the block that holds a pressed button. */
export function carryingThread({ text, blocks }: Message, { ts }: Thread): Message {
  return validMessage({
    text,
    blocks: blocks.map((block, index) => ({ ...block, block_id: `thread:${ts}:${index}` })),
  });
}

/** The thread that a pressed button's block remembers; null: none. */
export function carriedThread(blockId: string): Thread | null {
  const [, ts] = CARRYING.exec(blockId) ?? [];
  return ts === undefined ? null : { ts, isActive: false };
}
