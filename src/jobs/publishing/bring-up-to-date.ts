import { tellableOf } from '../../incidents/fact-search.ts';
import type { KeptIncident } from '../../incidents/memory.ts';
import { noteBack } from './closed-channel.ts';
import { requireOpen } from './open-channel.ts';
import { isCurrent, postRoot, redrawRoot } from './root-message.ts';
import { RootRests } from './root-rest.ts';
import type { PublishingSettings } from './settings.ts';
import { showFact } from './thread.ts';

/** Whatever goes on in Slack, that is enough for a minute. */
const MAX_ROUNDS = 4;

/**
 * Makes Slack show what is stored of an incident, but for pictures. Rejects with what Slack or the database said.
 * @throws ChannelClosed where nothing may be posted there
 */
export async function bringUpToDate(settings: PublishingSettings, kept: KeptIncident): Promise<void> {
  const { id: incidentId, channelId } = kept.incident;
  try {
    await showInRounds(settings, kept);
  } catch (error) {
    if (!(error instanceof RootRests)) throw error;
    settings.log.warn(
      { incidentId, channelId },
      'an incident needs a new root message again: it gets one each quarter of an hour at most',
    );
  }
}

/** What happens on the way is a fact as well, and is told in its turn. */
async function showInRounds(settings: PublishingSettings, kept: KeptIncident): Promise<void> {
  let now: KeptIncident | null = kept;
  // A later version, which can read it, opens the thread.
  if (kept.keeping.root === null && tellableOf(kept.incident.facts).length === 0) return;
  for (let round = 0; round < MAX_ROUNDS && now !== null; round += 1) {
    if (await isShown(settings, now)) {
      // Where nothing is to be posted, nobody has asked yet.
      if (round === 0) await requireOpen(settings, now.incident.channelId);
      return;
    }
    await showAll(settings, now);
    now = await settings.memory.find(kept.incident.id);
  }
}

/** Notes so where nothing is to be done, without a word to Slack. */
async function isShown(
  { memory, draw }: PublishingSettings,
  { incident, keeping }: KeptIncident,
): Promise<boolean> {
  const { root, publishedSeq } = keeping;
  if (root === null || incident.closedChannel !== null) return false;
  if (tellableOf(incident.facts).some(({ seq }) => seq > publishedSeq)) return false;
  if (!isCurrent(draw, incident, root)) return false;
  await memory.noteRoot(incident.id, root, incident);
  return true;
}

/**
 * The root message first, for everything else stands in its thread; last as the facts have made it. What this version cannot read is held back,
 * and all behind it, until one that can tells it.
 */
async function showAll(settings: PublishingSettings, { incident, keeping }: KeptIncident): Promise<void> {
  await requireOpen(settings, incident.channelId);
  let root = keeping.root ?? (await postRoot(settings, incident));
  for (const fact of tellableOf(incident.facts)) {
    if (fact.seq > keeping.publishedSeq) root = await showFact(settings, incident, root, fact);
  }
  await redrawRoot(settings, incident, root, keeping.shownSeq);
  await noteBack(settings, incident);
}
