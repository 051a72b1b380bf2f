import { UsageError } from '../../src/errors.ts';
import { factReportOf } from '../../src/incidents/fact-report.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import type { Recheck } from '../../src/incidents/incidents.ts';
import { incidentTellingOf, listSaid, standsNow, subjectSaid } from '../../src/incidents/telling.ts';
import type { Message } from '../../src/slack/blocks.ts';
import { noticeMessage } from '../../src/slack/error-message.ts';
import { toldMessage } from '../../src/slack/incident-answers.ts';
import { incidentWordsIn } from '../../src/words/incident.ts';
import type { Locale } from '../../src/words/locale.ts';
import { requireNotClosed } from './find-incident.ts';
import { fitsRateLimit } from './fits-rate-limit.ts';
import type { Handling } from './handling.ts';
import { audit, type Interaction } from './interaction.ts';
import { showIncident } from './show-incident.ts';
import { decideDigestShowing } from './showing.ts';

/** Checking many weighs as much as a digest. */
const MOST_COST = 10;

/** Looks at everybody of an incident again, now: whoever asks is answered also where nothing has changed. */
export async function checkIncident(
  handling: Handling,
  interaction: Interaction,
  { id: incidentId, number, subjects, status, locale: own }: Incident,
  key: string,
): Promise<void> {
  const { conversation, viewer, requestId } = interaction;
  const { incidents } = handling.incidents;
  const says = viewer.words.incidents;
  if (subjects.length === 0) throw new UsageError(says.told.nobodyToCheck);
  requireNotClosed({ status }, viewer);
  if (!(await fitsRateLimit(handling, interaction, Math.min(subjects.length, MOST_COST)))) return;
  const showing = await decideDigestShowing(handling, interaction, null);
  const recheck = await incidents.recheck(incidentId, { key, requestId, isAskedFor: true });
  if (recheck.kind === 'absent') throw new UsageError(says.which.gone);
  if (recheck.kind === 'not-due') throw new UsageError(says.told.notDue);
  await audit(handling, interaction, { event: 'incident-checked', incident: { incidentId, number } });
  await showIncident(handling, incidentId);
  const locale = showing.visibility.kind === 'channel' ? own : showing.viewer.locale;
  conversation.showTo(showing.visibility);
  await conversation.answer(checkedMessage(handling, recheck, locale));
}

/** What was found, and what could not be read: of that, nobody says that nothing has changed. */
function checkedMessage(
  handling: Handling,
  { incident, facts, unread }: Extract<Recheck, { readonly kind: 'checked' }>,
  locale: Locale,
): Message {
  const words = handling.wordsIn(locale);
  const { told } = words.incidents;
  const { lastCheck, subjects, timeZone } = incident;
  if (lastCheck === null || unread.subjects.length === subjects.length) {
    return noticeMessage('⚠️', told.notChecked, words);
  }
  const telling = incidentTellingOf(handling.checks, incident, locale);
  // The thread is silent about some: those are not to be looked for above.
  const hasChanged = facts.some((fact) => factReportOf(fact, incident, telling) !== null);
  const isWhole = unread.subjects.length === 0 && unread.sources.length === 0;
  const at = incidentWordsIn(locale).dates(timeZone, lastCheck.atMs).asOf(lastCheck.atMs);
  const left = subjects.filter((subject) =>
    unread.subjects.some(
      ({ checkId, subjectId }) => checkId === subject.checkId && subjectId === subject.subjectId,
    ),
  );
  const names = left.map((subject) => subjectSaid(standsNow(subject), telling));
  const notRead = [
    ...(names.length === 0 ? [] : [told.notReadOf(listSaid(names, telling))]),
    ...[...Map.groupBy(unread.sources, ({ status }) => status)].map(([status, sources]) =>
      telling.words.sourceFailed(
        sources.map(({ source }) => source),
        status,
      ),
    ),
  ];
  const note = notRead.length === 0 ? null : notRead.join(' · ');
  return toldMessage(told.checked(at, hasChanged, isWhole), note, words);
}
