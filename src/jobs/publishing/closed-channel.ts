import { newestOf } from '../../incidents/fact-search.ts';
import type { Incident } from '../../incidents/incident.ts';
import { hasRefused } from '../../slack/manners.ts';
import { keyOfClosing } from './keys.ts';
import { record } from './record.ts';
import { messageMarked } from './repeat-marks.ts';
import type { PublishingSettings } from './settings.ts';

/** Records once that the channel is closed, and tells whoever leads once. */
export async function noteClosed(
  settings: Pick<PublishingSettings, 'memory' | 'clock' | 'postOnce' | 'draw' | 'log'>,
  incident: Incident,
  reason: string,
): Promise<void> {
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
