import { UsageError } from '../../src/errors.ts';
import type { ChannelStanding } from '../../src/slack/people.ts';
import type { DigestRefusal } from './audit.ts';
import type { Handling } from './handling.ts';
import { audit, type Interaction } from './interaction.ts';

/** Writes a refusal into the audit, and throws the UsageError that tells it. */
export async function refuse(
  handling: Handling,
  interaction: Interaction,
  reason: DigestRefusal,
): Promise<never> {
  await audit(handling, interaction, { event: 'refused', reason });
  throw new UsageError(interaction.viewer.words.digests.refused[reason]);
}

/** Refuses what is for engineers only. */
export async function requireEngineer(handling: Handling, interaction: Interaction): Promise<void> {
  if (interaction.viewer.audience !== 'engineer') await refuse(handling, interaction, 'engineers-only');
}

const REFUSED_STANDINGS: Readonly<Partial<Record<ChannelStanding, DigestRefusal>>> = {
  'shared-outside': 'shared-outside',
  unseen: 'unseen-channel',
};

/** Refuses a digest where people from outside may be, or where nobody can tell; says how the bot stands there else. */
export async function requireUnshared(
  handling: Handling,
  interaction: Interaction,
  channelId: string,
): Promise<ChannelStanding> {
  const standing = await standingIn(handling, interaction, channelId);
  const reason = REFUSED_STANDINGS[standing];
  return reason === undefined ? standing : refuse(handling, interaction, reason);
}

/** Refuses digests by a schedule where they could not be posted for all. */
export async function requirePostable(
  handling: Handling,
  interaction: Interaction,
  channelId: string,
): Promise<void> {
  const standing = await requireUnshared(handling, interaction, channelId);
  if (standing === 'direct') await refuse(handling, interaction, 'direct-message');
  if (standing === 'not-a-member') await refuse(handling, interaction, 'not-a-member');
  if (!handling.places.allowedChannelIds.has(channelId)) await refuse(handling, interaction, 'not-allowed');
}

async function standingIn(
  handling: Handling,
  interaction: Interaction,
  channelId: string,
): Promise<ChannelStanding> {
  try {
    return await handling.standingOf(channelId);
  } catch (error) {
    interaction.log.warn({ err: error, channelId }, 'Slack does not tell who is in the channel: refused');
    return refuse(handling, interaction, 'cannot-tell-channel');
  }
}
