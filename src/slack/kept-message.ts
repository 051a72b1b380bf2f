import { z } from 'zod';
import type { Message, OutgoingBlock } from './blocks.ts';

/** A block that one of the builders has made: beyond its type nothing is looked at, for Slack has the last word. */
const keptBlock = z.custom<OutgoingBlock>((block) => z.object({ type: z.string() }).safeParse(block).success);

const keptMessage: z.ZodType<Message> = z.object({ text: z.string(), blocks: z.array(keptBlock).min(1) });

/** A message that was kept as JSON. Throws a ZodError for what is none of ours. */
export function readKeptMessage(kept: unknown): Message {
  return keptMessage.parse(kept);
}
