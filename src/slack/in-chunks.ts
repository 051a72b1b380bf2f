import { SLACK_LIMITS } from './limits.ts';
import type { Markup } from './markup.ts';

/** Splits lines into groups that each fit into one section block. */
export function inChunks(pieces: readonly Markup[]): readonly (readonly Markup[])[] {
  const chunks: Markup[][] = [];
  let room = 0;
  for (const piece of pieces) {
    const length = piece.markup.length + 1;
    if (length > room) {
      chunks.push([]);
      room = SLACK_LIMITS.textObject;
    }
    chunks.at(-1)?.push(piece);
    room -= length;
  }
  return chunks;
}
