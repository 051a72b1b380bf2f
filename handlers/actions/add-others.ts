import { isOf } from '../../src/incidents/fact-search.ts';
import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { incidentTellingOf, listSaid, subjectSaid } from '../../src/incidents/telling.ts';
import { noticeMessage } from '../../src/slack/error-message.ts';
import { toldMessage } from '../../src/slack/incident-answers.ts';
import { readOthersTarget } from '../../src/slack/incident-target.ts';
import { MOST_SUBJECTS } from '../../src/slack/open-incident-modal.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { incidentOf, requireNotClosed } from '../shared/find-incident.ts';
import { fitsRateLimit } from '../shared/fits-rate-limit.ts';
import { onAction, valueOf } from '../shared/on-action.ts';
import { requireEngineerForIncident } from '../shared/refuse-incident.ts';
import { tellIncident } from '../shared/tell-incident.ts';

/** Checking many weighs as much as a digest. */
const MOST_COST = 10;

/** "Add them": whoever has the verdict by now, as it was seen last, comes into the incident; those who have had it longest first. */
export const addOthers: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.addOthers,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.addOthers, async (interaction, action) => {
      await requireEngineerForIncident(handling, interaction);
      const { viewer, conversation, asker, requestId } = interaction;
      const { words } = viewer;
      const { incidentId, seq } = readOthersTarget(valueOf(action));
      const incident = await incidentOf(handling, interaction, incidentId);
      requireNotClosed(incident, viewer);
      const { facts, others } = incident;
      const seenThen = facts.filter(isOf('others-seen')).find((fact) => fact.seq === seq)?.body;
      const seenLast = others.find(
        (each) => each.checkId === seenThen?.checkId && each.code === seenThen.code,
      );
      if (seenLast === undefined) {
        return conversation.whisper(noticeMessage('ℹ️', words.incidents.unchanged.nobodyLeft, words));
      }
      const { checkId, code } = seenLast;
      const oldestFirst = seenLast.others.toSorted(
        (a, b) => (a.sinceMs ?? Number.MAX_VALUE) - (b.sinceMs ?? Number.MAX_VALUE),
      );
      const added = oldestFirst.slice(0, MOST_SUBJECTS).map(({ subjectId }) => ({ checkId, subjectId }));
      if (!(await fitsRateLimit(handling, interaction, Math.min(added.length, MOST_COST)))) return;
      const seen = await handling.incidents.incidents.look(added, { requestId, userId: asker.userId });
      if (seen.length === 0) {
        return conversation.whisper(noticeMessage('⚠️', words.incidents.told.couldNotLook, words));
      }
      const same = seen.filter(({ standing }) => standing.outcome.code === code);
      const telling = incidentTellingOf(handling.checks, incident, viewer.locale);
      const another = seen.filter((each) => !same.includes(each)).map((each) => subjectSaid(each, telling));
      const notAdded =
        another.length === 0 ? null : words.incidents.told.notAddedAnyMore(listSaid(another, telling));
      if (notAdded !== null) await conversation.whisper(noticeMessage('ℹ️', notAdded, words));
      if (same.length === 0) return;
      const told = await tellIncident(handling, interaction, { key: action.trigger_id }, (incidents, by) =>
        incidents.addSubjects(incidentId, same, 'same-verdict', by),
      );
      const left = seenLast.others.length - added.length;
      if (told !== null && left > 0) {
        await conversation.whisper(toldMessage(words.incidents.told.moreToAdd(left), null, words));
      }
    });
  },
};
