import { UsageError } from '../../src/errors.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import type { Fact } from '../../src/incidents/fact.ts';
import type { Incidents, Recorded, Told } from '../../src/incidents/incidents.ts';
import type { Message } from '../../src/slack/blocks.ts';
import { unchangedMessage } from '../../src/slack/incident-answers.ts';
import { lineOf } from './find-incident.ts';
import type { Handling } from './handling.ts';
import { audit, type Interaction } from './interaction.ts';
import { showIncident } from './show-incident.ts';

/** What was recorded, and the incident as it is by it. */
export interface TellingRecorded {
  readonly incident: Incident;
  readonly facts: readonly Fact[];
}

/** How a telling goes on, whatever it tells. */
export interface TellingOptions {
  /** The same for everything that Slack sends of it again. */
  readonly key: string;
  /** null: now. */
  readonly atMs?: number | null;
  /** Where it is said that nothing was recorded; left out: a whisper. */
  readonly say?: (message: Message) => Promise<void>;
}

/**
 * Records what somebody tells of an incident, and brings Slack up to date with it. Where nothing was recorded, they are told who was first and how
 * it stands. Throws a UsageError where there is no such incident.
 * @returns null: nothing was recorded
 */
export async function tellIncident(
  handling: Handling,
  interaction: Interaction,
  { key, atMs = null, say = (message) => interaction.conversation.whisper(message) }: TellingOptions,
  record: (incidents: Incidents, told: Told) => Promise<Recorded>,
): Promise<TellingRecorded | null> {
  const { incidents } = handling.incidents;
  const { viewer, asker } = interaction;
  const recorded = await record(incidents, { key, userId: asker.userId, atMs });
  if (recorded.kind === 'absent') throw new UsageError(viewer.words.incidents.which.gone);
  const { incident } = recorded;
  if (recorded.kind === 'recorded') {
    await audit(handling, interaction, {
      event: 'incident-told',
      incident: { incidentId: incident.id, number: incident.number },
      facts: recorded.facts.map(({ body }) => body.kind),
    });
  }
  // Also where nothing is new: a button that came too late may stand on a message that is behind.
  await showIncident(handling, incident.id);
  if (recorded.kind === 'unchanged') {
    // Slack has sent it again: it was answered.
    if (recorded.why.code === 'told-before') return null;
    const line = lineOf(handling, incident, viewer);
    const nowMs = handling.clock();
    await say(unchangedMessage({ incident, why: recorded.why, line, nowMs }, viewer.words));
    return null;
  }
  return { incident, facts: recorded.facts };
}
