import { subscribeModal } from '../../src/slack/subscribe-modal.ts';
import type { Handling } from './handling.ts';
import type { Interaction } from './interaction.ts';
import { openModal } from './modal.ts';
import { requireEngineer, requirePostable } from './refuse.ts';
import { tellingIn, type Watched } from './watched.ts';

/** Asks when the channel is to have digests, where they can be posted at all. */
export async function openSubscribeForm(
  handling: Handling,
  interaction: Interaction,
  watched: Watched,
  opening: { readonly trigger_id: string; readonly channel_id: string },
): Promise<void> {
  const { channel_id: channelId } = opening;
  await requireEngineer(handling, interaction);
  await requirePostable(handling, interaction, channelId);
  const { words, locale } = interaction.viewer;
  const { check, fleet } = watched;
  const { fleetWords } = tellingIn(watched, locale);
  const modal = subscribeModal(
    { checkId: check.id, fleet, fleetWords, channelId, locale: handling.language },
    words,
  );
  await openModal(interaction, opening, modal, words.digests.commandExpired);
}
