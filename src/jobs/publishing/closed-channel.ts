import { newestOf } from '../../incidents/fact-search.ts';
import type { Incident } from '../../incidents/incident.ts';
import { hasRefused } from '../../slack/manners.ts';
import { keyOfClosing } from './keys.ts';
import { ChannelClosed } from './open-channel.ts';
import { record } from './record.ts';
import { messageMarked } from './repeat-marks.ts';
import type { PublishingSettings } from './settings.ts';

type ClosedSettings = Pick<PublishingSettings, 'memory' | 'clock' | 'postOnce' | 'draw' | 'log'>;

/**
 * Shows something in an incident's channel.
 * @returns how the channel was found: `closed`, so that nothing more can be shown for now
 */
export async function showWhileOpen(
  settings: ClosedSettings,
  incident: Incident,
  show: () => Promise<void>,
): Promise<'open' | 'closed'> {
  try {
    await show();
    return 'open';
  } catch (error) {
    if (!(error instanceof ChannelClosed)) throw error;
    await noteClosed(settings, incident, error.reason);
    return 'closed';
  }
}

/** Records once that the channel is closed, and tells whoever leads once. */
async function noteClosed(settings: ClosedSettings, incident: Incident, reason: string): Promise<void> {
  const { postOnce, draw, log } = settings;
  const { id: incidentId, channelId } = incident;
  const key = `channel-closed:${incident.facts.length}`;
  const noted = await record(settings, incident, key, { kind: 'channel-closed', reason }, isOpen);
  const { leadUserId, openedByUserId } = noted;
  const closing = newestOf(noted.facts, 'channel-closed');
  if (closing === null) return;
  const message = draw.closed(noted, closing.body.reason);
  try {
    const said = await postOnce({
      key: keyOfClosing(incident, closing),
      channelId: leadUserId ?? openedByUserId,
      threadTs: null,
      message: (mayRepeat) => messageMarked(message, mayRepeat, incident),
    });
    if (said.kind === 'posted')
      log.info({ incidentId, channelId, reason }, 'an incident is not told in its channel any more');
  } catch (error) {
    // Somebody who has left cannot be told.
    if (!hasRefused(error)) throw error;
  }
}

/** Records once that the channel is open again, where it was closed. */
export async function noteBack(
  settings: Pick<PublishingSettings, 'memory' | 'clock'>,
  incident: Incident,
): Promise<void> {
  if (isOpen(incident)) return;
  const closedBy = newestOf(incident.facts, 'channel-closed')?.seq ?? 0;
  await record(settings, incident, `channel-back:${closedBy}`, { kind: 'channel-back' }, isClosed);
}

const isOpen = ({ closedChannel }: Incident): boolean => closedChannel === null;
const isClosed = ({ closedChannel }: Incident): boolean => closedChannel !== null;
