import type { Message } from '../../src/slack/blocks.ts';
import { withIncidentMentions } from '../../src/slack/incident-help.ts';
import type { Handling } from './handling.ts';
import type { Interaction } from './interaction.ts';

/** In the thread of an incident, words that mean nobody may have been meant for it, and mistyped: what is read there stands beneath the answer. */
export async function withIncidentWords(
  { incidents: { incidents } }: Handling,
  { thread, asker, viewer }: Interaction,
  message: Message,
): Promise<Message> {
  if (thread?.isActive !== true || asker.channelId === null) return message;
  const incident = await incidents.findByThread(asker.channelId, thread.ts);
  return incident === null ? message : withIncidentMentions(message, viewer.words);
}
