import { CALLBACK_IDS } from '../../src/slack/action-ids.ts';
import { CHECK_FIELDS } from '../../src/slack/check-modal.ts';
import { readWindowText, type AskedVisibility, type CheckOptions } from '../../src/slack/command-text.ts';
import { answerCheck } from '../shared/answer-check.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { checkNamed } from '../shared/kept-diagnosis.ts';
import { fieldOf, onSubmission } from '../shared/on-submission.ts';
import { NOT_REACHABLE } from '../shared/suggest-subjects.ts';

/** The form of the global shortcut. */
export const checkForm: HandlerEntry = {
  kind: 'view',
  id: CALLBACK_IDS.check,
  register(app, handling) {
    onSubmission<CheckOptions & { readonly subjectId: string }>(app, handling, {
      callbackId: CALLBACK_IDS.check,
      read(submission, words) {
        const subjectId = fieldOf(submission, CHECK_FIELDS.subject)?.selected_option?.value;
        const windowText = fieldOf(submission, CHECK_FIELDS.window)?.value ?? '';
        const window = windowText === '' ? null : readWindowText(windowText);
        const asOfSeconds = fieldOf(submission, CHECK_FIELDS.asOf)?.selected_date_time ?? null;
        const asOfMs = asOfSeconds === null ? null : asOfSeconds * 1_000;
        const isLater = asOfMs !== null && asOfMs > handling.clock();
        const errors = {
          ...(subjectId === undefined || subjectId === NOT_REACHABLE
            ? { [CHECK_FIELDS.subject]: words.checkModal.pickOne }
            : {}),
          ...(window === 'unreadable' ? { [CHECK_FIELDS.window]: words.usage.window(windowText) } : {}),
          ...(isLater
            ? { [CHECK_FIELDS.asOf]: words.usage.asOfInFuture(new Date(asOfMs).toISOString()) }
            : {}),
        };
        if (Object.keys(errors).length > 0 || subjectId === undefined || window === 'unreadable') {
          return { errors };
        }
        const visibility = visibilityOf(fieldOf(submission, CHECK_FIELDS.visibility)?.selected_option?.value);
        return { fields: { subjectId, windowMs: window, asOfMs, visibility } };
      },
      placeOf({ response_urls: [place] }) {
        return {
          channelId: place?.channel_id ?? null,
          thread: null,
          responseUrl: place?.response_url ?? null,
        };
      },
      async work(interaction, { subjectId, ...options }, { view }) {
        const check = checkNamed(handling, view.private_metadata, interaction.viewer.words);
        const { ids } = check.subject.find(subjectId);
        await answerCheck(handling, interaction, {
          check,
          subjectIds: ids.slice(0, 1),
          words: null,
          saysChange: false,
          ...options,
        });
      },
    });
  },
};

function visibilityOf(chosen: string | undefined): AskedVisibility {
  return chosen === 'private' || chosen === 'public' ? chosen : null;
}
