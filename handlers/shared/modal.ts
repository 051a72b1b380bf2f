import { UsageError } from '../../src/errors.ts';
import type { Modal } from '../../src/slack/blocks.ts';
import { isTriggerSpent } from '../../src/slack/modals.ts';
import type { ModalOrigin } from '../../src/slack/target.ts';
import type { Interaction } from './interaction.ts';
import type { ActionPayload } from './payloads.ts';

/**
 * Opens a modal, on top of the one that the button stands in. Throws a UsageError where Slack did not wait for it.
 * @param expired what it then says
 */
export async function openModal(
  { client, viewer }: Interaction,
  { trigger_id, view }: { readonly trigger_id: string; readonly view?: ActionPayload['view'] },
  modal: Modal,
  expired: string = viewer.words.errors.triggerExpired,
): Promise<void> {
  const opening = { trigger_id, view: modal };
  try {
    await (view?.type === 'modal' ? client.views.push(opening) : client.views.open(opening));
  } catch (error) {
    if (!isTriggerSpent(error)) throw error;
    throw new UsageError(expired, { cause: error });
  }
}

/** What a modal carries along of the button that opened it. */
export function originOf({ asker, thread }: Interaction, diagnosisId: string): ModalOrigin {
  return { diagnosisId, channelId: asker.channelId, thread };
}
