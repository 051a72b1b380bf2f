import { SECOND_MS } from '../../src/diagnosis/time.ts';
import { noticeMessage } from '../../src/slack/error-message.ts';
import type { Handling } from './handling.ts';
import { audit, type Interaction } from './interaction.ts';

/** @returns false where somebody asks more than they may within a minute; they have been told */
export async function fitsRateLimit(
  handling: Handling,
  interaction: Interaction,
  cost: number,
): Promise<boolean> {
  const { asker, viewer, conversation } = interaction;
  const taken = handling.rateLimit.take(asker.userId, cost);
  if (taken.ok) return true;
  await audit(handling, interaction, { event: 'refused', reason: 'rate-limit' });
  const seconds = Math.ceil(taken.retryAfterMs / SECOND_MS);
  await conversation.whisper(noticeMessage('⏳', viewer.words.refusals.rateLimit(seconds), viewer.words));
  return false;
}
