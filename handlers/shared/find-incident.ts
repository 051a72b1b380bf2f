import { UsageError } from '../../src/errors.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { isUnderWay } from '../../src/incidents/status.ts';
import { incidentTellingOf, nounOf } from '../../src/incidents/telling.ts';
import { incidentLine } from '../../src/slack/incident-answers.ts';
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
  { incidents: { incidents } }: Handling,
  { viewer, asker }: Interaction,
  number: number | null,
): Promise<Incident> {
  const says = viewer.words.incidents.which;
  if (number !== null) {
    const incident = await incidents.findByNumber(number);
    if (incident === null) throw new UsageError(says.noNumber(number));
    return incident;
  }
  const open = await incidents.list('open', MOST_OPEN);
  const here = open.filter(({ channelId }) => channelId === asker.channelId);
  const underWay = here.filter(isUnderWay);
  const [only, ...others] = underWay.length > 0 ? underWay : here.slice(0, 1);
  if (only === undefined) throw new UsageError(says.noneHere);
  if (others.length > 0) {
    throw new UsageError(says.severalHere([only, ...others].map((each) => `#${each.number}`)));
  }
  return only;
}

/** "#7 P2 “clinics silently skipped” (3 providers)" */
export function lineOf({ checks }: Handling, incident: Incident, { locale, words }: Viewer): string {
  const noun = nounOf(incident.subjects, incidentTellingOf(checks, incident, locale));
  return incidentLine(incident, noun, words);
}
