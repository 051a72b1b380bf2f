import type { Incident } from '../../incidents/incident.ts';
import type { DrawPicture, Picture } from '../../slack/draw-incident.ts';
import { hasRefused } from '../../slack/manners.ts';
import { ChannelClosed, postFileInChannel, type Asking } from './open-channel.ts';
import { isGone } from './refusals.ts';
import { titleMarked } from './repeat-marks.ts';
import type { PublishingSettings } from './settings.ts';

type PictureSettings = Asking & Pick<PublishingSettings, 'postFileOnce' | 'log'>;

/** Where a picture is to stand, and under which key. */
interface PicturePlace {
  readonly key: string;
  readonly threadTs: string;
}

/**
 * Shows a picture in the thread. One that cannot be drawn, or that Slack will never take, is left out: all that it shows stands in words.
 * @throws ChannelClosed where nothing may be posted there; and whatever else is not the picture's fault
 */
export async function showPicture(
  settings: PictureSettings,
  incident: Incident,
  { key, threadTs }: PicturePlace,
  picture: DrawPicture,
): Promise<void> {
  const { log } = settings;
  const { id: incidentId } = incident;
  let drawn: Picture | null;
  try {
    drawn = await picture();
  } catch (error) {
    log.warn({ err: error, incidentId, key }, 'a picture of an incident could not be drawn: left out');
    return;
  }
  if (drawn === null) return;
  const { title, ...image } = drawn;
  try {
    await postFileInChannel(settings, incident, {
      key,
      threadTs,
      extension: 'png',
      file: (mayRepeat) => ({ ...image, title: titleMarked(title, mayRepeat, incident) }),
    });
  } catch (error) {
    if (error instanceof ChannelClosed || isGone(error) || !hasRefused(error)) throw error;
    log.warn({ err: error, incidentId, key }, 'Slack does not take a picture of an incident: left out');
  }
}
