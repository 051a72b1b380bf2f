import type { Fact } from '../../incidents/fact.ts';
import type { Incident } from '../../incidents/incident.ts';
import type { RootPost } from '../../incidents/memory.ts';
import type { DrawIncident, DrawnFact } from '../../slack/draw-incident.ts';
import { keyOfFact } from './keys.ts';
import { postInChannel } from './open-channel.ts';
import { isGone, isUnpostable } from './refusals.ts';
import { replaceRoot } from './root-message.ts';
import type { PublishingSettings } from './settings.ts';

/**
 * Tells a fact in the thread, if it speaks, and notes it as told.
 * @returns the root message, which is another one where its thread was gone. @throws ChannelClosed where nothing may be posted there, and RootRests
 */
export async function showFact(
  settings: PublishingSettings,
  incident: Incident,
  root: RootPost,
  fact: Fact,
): Promise<RootPost> {
  const drawn = drawFact(settings, incident, fact);
  if (drawn !== null) {
    try {
      await postFact(settings, incident, root, fact, drawn);
    } catch (error) {
      if (!isGone(error)) throw error;
      const anew = await replaceRoot(settings, incident, root, 'thread-gone');
      return showFact(settings, incident, anew, fact);
    }
  }
  await settings.memory.notePublished(incident.id, fact.seq);
  return root;
}

/** One that cannot be drawn keeps nobody from the rest: its number is told, and the timeline has it. */
function drawFact(
  { draw, log }: Pick<PublishingSettings, 'draw' | 'log'>,
  incident: Incident,
  fact: Fact,
): DrawnFact | null {
  try {
    return draw.fact(fact, incident);
  } catch (error) {
    const { seq } = fact;
    log.error({ err: error, incidentId: incident.id, seq }, 'a fact of an incident could not be drawn');
    return standInFor(draw, incident, fact);
  }
}

/** Nor does one that Slack will never take. */
async function postFact(
  settings: PublishingSettings,
  incident: Incident,
  root: RootPost,
  fact: Fact,
  drawn: DrawnFact,
): Promise<void> {
  const { draw, log } = settings;
  try {
    await postDrawn(settings, incident, root, fact, drawn);
  } catch (error) {
    if (!isUnpostable(error)) throw error;
    const { seq } = fact;
    log.error({ err: error, incidentId: incident.id, seq }, 'Slack does not take a fact of an incident');
    const standIn = { ...standInFor(draw, incident, fact), alsoInChannel: drawn.alsoInChannel };
    await postDrawn(settings, incident, root, fact, standIn);
  }
}

async function postDrawn(
  settings: PublishingSettings,
  incident: Incident,
  { threadTs }: RootPost,
  fact: Fact,
  { message, alsoInChannel }: DrawnFact,
): Promise<void> {
  const key = keyOfFact(incident, fact);
  const posted = await postInChannel(settings, incident, { key, threadTs, alsoInChannel, message });
  if (posted.kind === 'posted') settings.onPublished(fact.body.kind);
}

function standInFor(draw: DrawIncident, incident: Incident, fact: Fact): DrawnFact {
  return { message: draw.standIn(fact, incident), alsoInChannel: false };
}
