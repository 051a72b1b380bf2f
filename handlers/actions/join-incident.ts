import { UsageError } from '../../src/errors.ts';
import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { inItMessage, joinedMessage } from '../../src/slack/incident-answers.ts';
import { updateModal } from '../../src/slack/modals.ts';
import { noticeModal } from '../../src/slack/notice-modal.ts';
import { MOST_SUBJECTS } from '../../src/slack/open-incident-modal.ts';
import { isOf } from '../../src/incidents/fact-search.ts';
import { nounOf, incidentTellingOf } from '../../src/incidents/telling.ts';
import { apartFromOwn } from '../shared/apart-from-own.ts';
import { chosenSubjects } from '../shared/chosen-subjects.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { incidentOf, lineOf, requireNotClosed } from '../shared/find-incident.ts';
import { onAction, valueOf } from '../shared/on-action.ts';
import { requireEngineerForIncident } from '../shared/refuse-incident.ts';
import { rootUrl } from '../shared/root-url.ts';
import { tellIncident } from '../shared/tell-incident.ts';

/** "Add to it" beside an open incident that fits: whoever stands in the form comes into that one, and no other is opened. */
export const joinIncident: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.joinIncident,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.joinIncident, async (interaction, action) => {
      const { viewer, asker, requestId, conversation, client } = interaction;
      const { words, locale } = viewer;
      const says = words.incidents.open;
      await requireEngineerForIncident(handling, interaction);
      const before = await incidentOf(handling, interaction, valueOf(action));
      requireNotClosed(before, viewer);
      const { id: incidentId, number } = before;
      const { view } = action;
      const state = view?.state;
      const chosen = state === undefined ? [] : (chosenSubjects(handling.checks, { state }) ?? []);
      if (chosen.length === 0) throw new UsageError(says.joinNobody);
      if (chosen.length > MOST_SUBJECTS) {
        throw new UsageError(says.tooManySubjects(chosen.length, MOST_SUBJECTS));
      }
      const { refs: subjects, names } = apartFromOwn(handling, before, chosen, viewer);
      if (subjects.length === 0) {
        const url = await rootUrl(handling, interaction, before);
        return conversation.answer(inItMessage({ names, number, url }, words));
      }
      if (view !== undefined) {
        const meanwhile = noticeModal('⏳', says.joining, words);
        await updateModal({ client, wait: handling.wait }, view.id, meanwhile);
      }
      const { incidents } = handling.incidents;
      const seen = await incidents.look(subjects, { requestId, userId: asker.userId });
      const told = await tellIncident(
        handling,
        interaction,
        { key: action.trigger_id, say: (message) => conversation.answer(message) },
        (use, by) => use.addSubjects(incidentId, seen, 'by-hand', by),
      );
      if (told === null) return;
      const { incident, facts } = told;
      const noun = nounOf(incident.subjects, incidentTellingOf(handling.checks, incident, locale));
      const standing = {
        line: lineOf(handling, incident, viewer),
        channelId: incident.channelId,
        url: await rootUrl(handling, interaction, incident),
      };
      const added = facts.filter(isOf('subject-added')).length;
      await conversation.answer(joinedMessage(standing, { added, noun }, words));
    });
  },
};
