import { permalinkOf } from '../../src/slack/permalink.ts';
import type { Handling } from './handling.ts';
import type { Interaction } from './interaction.ts';

/** The address of an incident's root message; null where it does not stand, or Slack does not tell. Rejects where the database fails. */
export async function rootUrl(
  { incidents, wait }: Handling,
  { client, log }: Interaction,
  { id, channelId }: { readonly id: string; readonly channelId: string },
): Promise<string | null> {
  const root = await incidents.rootOf(id);
  if (root === null) return null;
  try {
    return await permalinkOf({ client, wait }, { channelId, ts: root.ts });
  } catch (error) {
    log.warn({ err: error, incidentId: id }, 'Slack does not tell the address of an incident');
    return null;
  }
}
