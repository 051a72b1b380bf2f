import { UsageError } from '../../src/errors.ts';
import { SHORTCUT_IDS } from '../../src/slack/action-ids.ts';
import { MAX_SUBJECTS } from '../../src/slack/command-text.ts';
import { textOfMessage } from '../../src/slack/text-of-message.ts';
import { answerCheck } from '../shared/answer-check.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { subjectsIn } from '../shared/find-subject.ts';
import { onMessageShortcut } from '../shared/on-shortcut.ts';

/** "Check providers in this message": every id and every name in it, in its thread. */
export const checkMessage: HandlerEntry = {
  kind: 'message-shortcut',
  id: SHORTCUT_IDS.checkMessage,
  register(app, handling) {
    onMessageShortcut(app, handling, SHORTCUT_IDS.checkMessage, async (interaction, { message }) => {
      const { words, locale } = interaction.viewer;
      const [check] = handling.checks;
      const subjectIds = await subjectsIn(handling, interaction, check, textOfMessage(message));
      if (subjectIds.length === 0) {
        throw new UsageError(words.found.nothingInText(check.words(locale).noun));
      }
      if (subjectIds.length > MAX_SUBJECTS) {
        throw new UsageError(words.usage.tooManyIds(subjectIds.length, MAX_SUBJECTS));
      }
      await answerCheck(handling, interaction, {
        check,
        subjectIds,
        asOfMs: null,
        windowMs: null,
        visibility: null,
        words: null,
        saysChange: false,
      });
    });
  },
};
