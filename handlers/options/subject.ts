import { option } from '../../src/slack/blocks.ts';
import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { shortOption, suggestSubjects } from '../shared/suggest-subjects.ts';

/** The letters typed into the type-ahead of the modal: the subjects that they fit, or the one whose id they are. */
export const subjectOptions: HandlerEntry = {
  kind: 'options',
  id: ACTION_IDS.subject,
  register(app, handling) {
    suggestSubjects(app, handling, ACTION_IDS.subject, {
      meantBy: (letters) => ({ check: handling.checks[0], rest: letters }),
      optionOf: ({ id, name }, details) =>
        option(id, shortOption(name), details === null ? null : shortOption(details)),
    });
  },
};
