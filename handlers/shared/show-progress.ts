import type { Message } from '../../src/slack/blocks.ts';
import type { AwaitedAnswer } from '../../src/slack/unanswered.ts';
import type { Interaction } from './interaction.ts';

/** Shows how far it is, where Slack takes it. The answer is what counts; where Slack takes nothing at all, that will fail in its turn. */
export async function showProgress(
  { conversation, log }: Interaction,
  message: Message,
  awaited: AwaitedAnswer,
): Promise<void> {
  try {
    await conversation.progress(message, awaited);
  } catch (error) {
    log.warn({ err: error }, 'the progress could not be shown');
  }
}
