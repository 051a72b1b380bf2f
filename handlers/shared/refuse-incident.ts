import { UsageError } from '../../src/errors.ts';
import type { ChannelStanding } from '../../src/slack/people.ts';
import type { IncidentRefusal } from './audit.ts';
import type { Handling } from './handling.ts';
import { audit, type Interaction } from './interaction.ts';

/** Refuses what is for engineers only: writes it into the audit, and throws the UsageError that tells it. */
export async function requireEngineerForIncident(
  handling: Handling,
  interaction: Interaction,
): Promise<void> {
  if (interaction.viewer.audience === 'engineer') return;
  const reason = 'engineers-only';
  await audit(handling, interaction, { event: 'refused', reason });
  throw new UsageError(interaction.viewer.words.incidents.refused[reason]);
}

const REFUSED_STANDINGS: Readonly<Record<Exclude<ChannelStanding, 'open'>, IncidentRefusal>> = {
  'shared-outside': 'shared-outside',
  unseen: 'unseen-channel',
  'not-a-member': 'not-a-member',
  direct: 'direct-message',
};

/** Why an incident cannot live in a channel, as Slack says now; null: it can. */
export async function whyNotThere(
  { places, standingOf }: Handling,
  { log }: Interaction,
  channelId: string,
): Promise<IncidentRefusal | null> {
  if (!places.allowedChannelIds.has(channelId)) return 'not-allowed';
  try {
    const standing = await standingOf(channelId);
    return standing === 'open' ? null : REFUSED_STANDINGS[standing];
  } catch (error) {
    log.warn({ err: error, channelId }, 'Slack does not tell who is in the channel: no incident goes there');
    return 'cannot-tell-channel';
  }
}
