import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { checkMeant, withFirst } from '../../src/slack/check-meant.ts';
import { readOpeningOrigin } from '../../src/slack/incident-target.ts';
import { subjectOption } from '../../src/slack/open-incident-modal.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { namedSubject } from '../shared/named-subject.ts';
import { suggestSubjects } from '../shared/suggest-subjects.ts';

/** The letters typed into the type-ahead of those whom an incident is about. */
export const subjectsOptions: HandlerEntry = {
  kind: 'options',
  id: ACTION_IDS.subjects,
  register(app, handling) {
    suggestSubjects(app, handling, ACTION_IDS.subjects, {
      meantBy: (letters, metadata) =>
        checkMeant(letters, withFirst(readOpeningOrigin(metadata).checkId, handling.checks)),
      optionOf: ({ id: subjectId, name, kind }, _, check, locale) =>
        subjectOption(namedSubject({ checkId: check.id, subjectId, name, kind }, check, locale)),
    });
  },
};
