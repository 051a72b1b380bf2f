import { COMMAND, readCommandText } from '../../src/slack/command-text.ts';
import { helpMessage, ignoredMessage, usageMessage } from '../../src/slack/usage-message.ts';
import { answerCheck } from '../shared/answer-check.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { onCommand } from '../shared/interaction.ts';

/** `/portal-check <ids…>`: makes a check. */
export const portalCheck: HandlerEntry = {
  kind: 'command',
  id: COMMAND,
  register(app, handling) {
    const { checks, words } = handling;
    onCommand(app, handling, COMMAND, async (interaction, { text }) => {
      const { conversation } = interaction;
      const reading = readCommandText(text, { checks, nowMs: handling.clock() });
      switch (reading.kind) {
        case 'help':
          return conversation.whisper(helpMessage(checks, words));
        case 'unreadable':
          return conversation.whisper(
            usageMessage(reading.check, reading.problems, words, reading.check === checks[0]),
          );
        case 'request':
          if (reading.ignored.length > 0) await conversation.whisper(ignoredMessage(reading.ignored, words));
          return answerCheck(handling, interaction, reading);
      }
    });
  },
};
