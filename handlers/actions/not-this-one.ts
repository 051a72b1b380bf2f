import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { foundMessage, othersMessage } from '../../src/slack/found-message.ts';
import { readFoundDiagnosis } from '../../src/slack/target.ts';
import { reportFor } from '../shared/draw.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { answered } from '../shared/find-subject.ts';
import { audit } from '../shared/interaction.ts';
import { keptDiagnosis } from '../shared/kept-diagnosis.ts';
import { isPrivate, onAction, valueOf } from '../shared/on-action.ts';

/** "Not this one": back to the list that it was chosen from, or to those whose names are like its name. */
export const notThisOne: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.notThisOne,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.notThisOne, async (interaction, action) => {
      const { conversation, viewer } = interaction;
      const { diagnosisId, ...asked } = readFoundDiagnosis(valueOf(action));
      // What was for one person stays so.
      const howAsked = isPrivate(action) ? { ...asked, visibility: 'private' as const } : asked;
      const searchedFor = asked.words;
      const { diagnosis, check } = await keptDiagnosis(handling, diagnosisId, viewer.words);
      const { directory } = handling;
      const others = async () => answered(await directory.like(check, diagnosis.subjectId), viewer).found;
      const searched =
        searchedFor === null ? [] : answered(await directory.search(check, searchedFor), viewer).found;
      // The words fitted nobody else: then those with a name like it may be meant.
      const isListUseful = searched.some(({ id }) => id !== diagnosis.subjectId);
      const found = isListUseful ? searched : await others();
      await audit(handling, interaction, { event: 'searched', found: found.length });
      const name = reportFor(check, diagnosis, viewer).headline.subject;
      const list = isListUseful
        ? foundMessage({ check, found, howAsked }, viewer.words)
        : othersMessage(name, { check, found, howAsked: { ...howAsked, words: null } }, viewer.words);
      await conversation.answer(list);
    });
  },
};
