import { UsageError } from '../../src/errors.ts';
import { isOf } from '../../src/incidents/fact-search.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import type { Fact } from '../../src/incidents/fact.ts';
import type { Incidents, Recorded, Told, WhyUnchanged } from '../../src/incidents/incidents.ts';
import { isSameSubject } from '../../src/incidents/subject-key.ts';
import { incidentTellingOf, standsNow, subjectNamed, subjectSaid } from '../../src/incidents/telling.ts';
import type { Message } from '../../src/slack/blocks.ts';
import { unchangedMessage } from '../../src/slack/incident-answers.ts';
import { lineOf } from './find-incident.ts';
import type { Handling, Viewer } from './handling.ts';
import { audit, type Interaction } from './interaction.ts';
import { rootUrl } from './root-url.ts';
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
    const { why } = recorded;
    const unchanged = {
      incident,
      why,
      line: lineOf(handling, incident, viewer),
      who: whomAbout(handling, incident, why, viewer),
      askerUserId: asker.userId,
      // Who presses a button of the root message, or speaks in its thread, has it before them.
      url: ELSEWHERE.has(asker.surface) ? await rootUrl(handling, interaction, incident) : null,
      nowMs: handling.clock(),
    };
    await say(unchangedMessage(unchanged, viewer.words));
    return null;
  }
  return { incident, facts: recorded.facts };
}

const ELSEWHERE: ReadonlySet<Interaction['asker']['surface']> = new Set(['command', 'home', 'modal']);

/** Whom it was that is in the incident already, or out of it; null: it is about nobody. */
function whomAbout(
  { checks }: Handling,
  incident: Incident,
  why: WhyUnchanged,
  { locale }: Viewer,
): string | null {
  const fact = why.code === 'already-so' ? why.fact : null;
  if (fact === null || !isOf('subject-added', 'subject-removed')(fact)) return null;
  const telling = incidentTellingOf(checks, incident, locale);
  const { body } = fact;
  const known = incident.everSubjects.find((subject) => isSameSubject(subject, body));
  if (known !== undefined) return subjectSaid(standsNow(known), telling);
  return body.kind === 'subject-added' ? subjectSaid(body, telling) : subjectNamed(body, telling);
}
