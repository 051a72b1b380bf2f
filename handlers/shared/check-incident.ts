import { UsageError } from '../../src/errors.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { toldMessage } from '../../src/slack/incident-answers.ts';
import { incidentWordsIn } from '../../src/words/incident.ts';
import { fitsRateLimit } from './fits-rate-limit.ts';
import type { Handling } from './handling.ts';
import { audit, type Interaction } from './interaction.ts';
import { decideDigestShowing } from './showing.ts';

/** Checking many weighs as much as a digest. */
const MOST_COST = 10;

/** Looks at everybody of an incident again, now: whoever asks is answered also where nothing has changed. */
export async function checkIncident(
  handling: Handling,
  interaction: Interaction,
  { id: incidentId, number, subjects, status, timeZone, locale: own }: Incident,
  key: string,
): Promise<void> {
  const { conversation, viewer, requestId } = interaction;
  const { incidents, publish } = handling.incidents;
  const says = viewer.words.incidents;
  if (subjects.length === 0) throw new UsageError(says.told.nobodyToCheck);
  if (status === 'closed') {
    const closed = incidentWordsIn(viewer.locale).statuses.closed;
    throw new UsageError(says.unchanged.notFromHere(closed));
  }
  if (!(await fitsRateLimit(handling, interaction, Math.min(subjects.length, MOST_COST)))) return;
  const showing = await decideDigestShowing(handling, interaction, null);
  const recheck = await incidents.recheck(incidentId, { key, requestId });
  if (recheck.kind === 'absent') throw new UsageError(says.which.gone);
  if (recheck.kind === 'not-due') throw new UsageError(says.told.notDue);
  await publish(incidentId);
  const locale = showing.visibility.kind === 'channel' ? own : showing.viewer.locale;
  const words = handling.wordsIn(locale);
  const atMs = recheck.incident.lastCheck?.atMs ?? handling.clock();
  const at = incidentWordsIn(locale).dates(timeZone, atMs).asOf(atMs);
  conversation.showTo(showing.visibility);
  await conversation.answer(
    toldMessage(words.incidents.told.checked(at, recheck.facts.length > 0), null, words),
  );
  await audit(handling, interaction, { event: 'incident-checked', incident: { incidentId, number } });
}
