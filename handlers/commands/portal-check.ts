import { COMMAND, readCommandText } from '../../src/slack/command-text.ts';
import { helpMessage, ignoredMessage, usageMessage } from '../../src/slack/usage-message.ts';
import { answerCheck } from '../shared/answer-check.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { answerSearch } from '../shared/find-subject.ts';
import { onCommand } from '../shared/on-command.ts';

/** `/portal-check <ids…, or words of a name>`: makes a check. */
export const portalCheck: HandlerEntry = {
  kind: 'command',
  id: COMMAND,
  register(app, handling) {
    const { checks } = handling;
    onCommand(app, handling, COMMAND, async (interaction, { text }) => {
      const { conversation, viewer } = interaction;
      const reading = readCommandText(text, { checks, nowMs: handling.clock() });
      switch (reading.kind) {
        case 'help':
          return conversation.whisper(helpMessage(checks, viewer.words));
        case 'unreadable': {
          const isFirst = reading.check === checks[0];
          return conversation.whisper(usageMessage(reading.check, reading.problems, viewer.words, isFirst));
        }
        case 'search':
          return answerSearch(handling, interaction, reading);
        case 'request':
          if (reading.ignored.length > 0) {
            await conversation.whisper(ignoredMessage(reading.ignored, viewer.words));
          }
          return answerCheck(handling, interaction, { ...reading, words: null, saysChange: false });
      }
    });
  },
};
