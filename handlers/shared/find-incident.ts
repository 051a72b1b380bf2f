import { UsageError } from '../../src/errors.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { isUnderWay } from '../../src/incidents/status.ts';
import { incidentTellingOf, nounOf } from '../../src/incidents/telling.ts';
import { incidentLine } from '../../src/slack/incident-answers.ts';
import { incidentWordsIn } from '../../src/words/incident.ts';
import type { Handling, Viewer } from './handling.ts';
import type { Interaction } from './interaction.ts';

/** Of so many that are open, the newest, one is looked for in a channel. */
const MOST_OPEN = 200;

/** The incident of a button. Throws a UsageError where there is none of that id. */
export async function incidentOf(
  { incidents: { incidents } }: Handling,
  { viewer }: Interaction,
  incidentId: string,
): Promise<Incident> {
  const incident = await incidents.find(incidentId);
  if (incident === null) throw new UsageError(viewer.words.incidents.which.gone);
  return incident;
}

/** The incident of that number, or the only one under way in the channel; where there is none, the newest that is resolved there. Throws a UsageError where there is none, or not one alone. */
export async function incidentNamed(
  handling: Handling,
  interaction: Interaction,
  number: number | null,
): Promise<Incident> {
  const says = interaction.viewer.words.incidents.which;
  const [only, ...others] = await candidatesOf(handling, interaction, number);
  if (only === undefined) throw new UsageError(says.noneHere);
  if (others.length > 0) {
    throw new UsageError(says.severalHere([only, ...others].map((each) => `#${each.number}`)));
  }
  return only;
}

/** The same; null where there is none in the channel, or not one alone. Throws a UsageError where there is none of that number. */
export async function incidentMeant(
  handling: Handling,
  interaction: Interaction,
  number: number | null,
): Promise<Incident | null> {
  const [only, ...others] = await candidatesOf(handling, interaction, number);
  return only === undefined || others.length > 0 ? null : only;
}

async function candidatesOf(
  { incidents: { incidents } }: Handling,
  { viewer, asker }: Interaction,
  number: number | null,
): Promise<readonly Incident[]> {
  if (number !== null) {
    const incident = await incidents.findByNumber(number);
    if (incident === null) throw new UsageError(viewer.words.incidents.which.noNumber(number));
    return [incident];
  }
  const open = await incidents.list('open', MOST_OPEN);
  const here = open.filter(({ channelId }) => channelId === asker.channelId);
  const underWay = here.filter(isUnderWay);
  return underWay.length > 0 ? underWay : here.slice(0, 1);
}

/** Asked before anybody is checked for it. Throws a UsageError where nobody comes into an incident any more, or goes out of it. */
export function requireNotClosed({ status }: Pick<Incident, 'status'>, { locale, words }: Viewer): void {
  if (status !== 'closed') return;
  throw new UsageError(words.incidents.unchanged.notFromHere(incidentWordsIn(locale).statuses.closed));
}

/** "#7 P2 “clinics silently skipped” (3 providers)" */
export function lineOf({ checks }: Handling, incident: Incident, { locale, words }: Viewer): string {
  const noun = nounOf(incident.subjects, incidentTellingOf(checks, incident, locale));
  return incidentLine(incident, noun, words);
}
